import { useMemo, type ReactElement } from 'react';
import { Message, type Block, type MessageProps } from 'slack-blocks-to-jsx';

import { useColorScheme } from '../use-color-scheme.ts';
import { BlockBoundary } from './block-boundary.tsx';
import { useDirectory } from './directory.ts';
import type { Fields } from './fields.ts';
import { UnknownBlock } from './unknown-block.tsx';

/**
 * The blocks that slack-blocks-to-jsx draws. It has no callbacks, and no true reading of Slack's markup, so whatever a
 * person can act on and whatever holds that markup is drawn here instead.
 */
const displayTypes: ReadonlySet<unknown> = new Set([
  'data_visualization',
  'divider',
  'file',
  'header',
  'image',
  'markdown',
  'plan',
  'rich_text',
  'task_card',
  'video',
]);

/** Whether slack-blocks-to-jsx can draw a block. The workspace has checked the fields of everything it shows. */
function isDisplayBlock(block: Fields): block is Fields & Block {
  return displayTypes.has(block['type']);
}

/** Draws a block that nobody can act on. One that cannot be drawn shows its text. */
export function RenderedBlock({ block }: { block: Fields }): ReactElement {
  const theme = useColorScheme();
  const { users, channels } = useDirectory();
  const data = useMemo(
    () => ({
      users: users.map(({ id, name }) => ({ id, name })),
      channels: channels.map(({ id, name }) => ({ id, name })),
    }),
    [users, channels],
  );
  if (!isDisplayBlock(block)) {
    return <UnknownBlock block={block} />;
  }
  return (
    <BlockBoundary block={block}>
      <Message blocks={[block]} data={data} hooks={hooks} theme={theme} logo="" name="" withoutWrapper />
    </BlockBoundary>
  );
}

/** Links leave the page without telling it, and only to where a chat may point. */
const hooks: NonNullable<MessageProps['hooks']> = {
  link: ({ href, children, className }) =>
    /^(?:https?|mailto):/i.test(href) ? (
      <a className={className} href={href} target="_blank" rel="noopener noreferrer">
        {children}
      </a>
    ) : (
      <span>{children}</span>
    ),
};
