import type { Message } from '@registry-images/slack-sandbox';
import { memo, useLayoutEffect, useMemo, useRef, type ReactElement } from 'react';

import { Avatar } from './avatar.tsx';
import { BlockList } from './block-kit/block-list.tsx';
import { SurfaceContext, type Surface } from './block-kit/surface.ts';
import { TextObject } from './block-kit/text-object.tsx';
import { MessageTime } from './message-time.tsx';
import { OnlyVisibleToYou } from './only-visible-to-you.tsx';
import type { Outcome, PlaygroundClient } from './playground-client.ts';

/** What {@link MessageRow} shows. */
export interface MessageRowProps {
  readonly message: Message;
  /** Who speaks. */
  readonly name: string;
  readonly client: PlaygroundClient;
  readonly report: (outcome: Outcome) => void;
}

/** One message. Drawn again only when it differs, because every change of the workspace brings all messages anew. */
export const MessageRow: React.NamedExoticComponent<MessageRowProps> = memo(
  Row,
  (before, after) =>
    before.name === after.name &&
    before.client === after.client &&
    JSON.stringify(before.message) === JSON.stringify(after.message),
);

function Row({ message, name, client, report }: MessageRowProps): ReactElement {
  const { channelId: channel, ts } = message;
  const article = useRef<HTMLElement>(null);
  const hasFocus = useRef(false);
  const surface = useMemo<Surface>(
    () => ({
      press: async (element) => report(await client.press({ channel, ts, ...element })),
      choose: async (element, value) => report(await client.choose({ channel, ts, ...element }, value)),
      suggest: (element, query) => client.typeAhead({ channel, ts, ...element }, query),
    }),
    [channel, ts, client, report],
  );

  // The app often replaces the message whose button was pressed, and the button with it. The reader stays at the message.
  useLayoutEffect(() => {
    if (hasFocus.current && document.activeElement === document.body) {
      article.current?.focus();
    }
  }, [message]);

  return (
    <article
      ref={article}
      className="message"
      aria-label={`Message from ${name}`}
      tabIndex={-1}
      onFocus={() => {
        hasFocus.current = true;
      }}
      onBlur={() => {
        hasFocus.current = false;
      }}
    >
      <Avatar name={name} from={message.from} />
      <div className="message__content">
        {message.ephemeralFor !== undefined && <OnlyVisibleToYou />}
        <p className="message__byline">
          <strong>{name}</strong>
          {message.from !== 'user' && <span className="badge">APP</span>}
          <MessageTime ts={ts} />
          {message.editedTs !== undefined && message.ephemeralFor === undefined && <small>(edited)</small>}
        </p>
        <SurfaceContext value={surface}>
          <Content message={message} />
        </SurfaceContext>
      </div>
    </article>
  );
}

/** What a person types and what Slackbot says is plain text; only the app writes markup. */
function Content({ message }: { message: Message }): ReactElement {
  if (message.blocks.length > 0) {
    return <BlockList blocks={message.blocks} />;
  }
  return <TextObject text={{ type: message.from === 'app' ? 'mrkdwn' : 'plain_text', text: message.text }} />;
}
