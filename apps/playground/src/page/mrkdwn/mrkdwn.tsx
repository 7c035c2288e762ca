import { get } from 'node-emoji';
import type { ReactElement } from 'react';

import { useDirectory } from '../block-kit/directory.ts';
import type { Inline } from './inline.ts';
import { parseParagraphs, type Paragraph } from './paragraphs.ts';
import { formatSlackDate } from './slack-date.ts';

/**
 * Text in Slack's markup. The renderer of the other blocks reads it as Markdown after undoing the escapes, which turns
 * escaped text into mentions and links; what an app escapes must stay what it is.
 */
export function Mrkdwn({ text }: { text: string }): ReactElement {
  return (
    <div className="mrkdwn">
      {parseParagraphs(text).map((paragraph, index) => (
        // A text is read anew as a whole when it changes: its parts have no identity but their place.
        <ParagraphOf key={index} paragraph={paragraph} />
      ))}
    </div>
  );
}

function ParagraphOf({ paragraph }: { paragraph: Paragraph }): ReactElement {
  if (paragraph.kind === 'preformatted') {
    return <pre>{paragraph.text}</pre>;
  }
  const pieces = <Pieces pieces={paragraph.content} />;
  return paragraph.kind === 'quote' ? <blockquote>{pieces}</blockquote> : <p>{pieces}</p>;
}

function Pieces({ pieces }: { pieces: readonly Inline[] }): ReactElement {
  return (
    <>
      {pieces.map((piece, index) => (
        <Piece key={index} piece={piece} />
      ))}
    </>
  );
}

const styledElements = { bold: 'strong', italic: 'em', strike: 's' } as const;

function Piece({ piece }: { piece: Inline }): ReactElement {
  switch (piece.kind) {
    case 'text':
      return <>{piece.text}</>;
    case 'code':
      return <code>{piece.text}</code>;
    case 'emoji':
      return <>{get(piece.name) ?? `:${piece.name}:`}</>;
    case 'styled': {
      const Element = styledElements[piece.style];
      return (
        <Element>
          <Pieces pieces={piece.content} />
        </Element>
      );
    }
    case 'link':
      return (
        <a href={piece.url} target="_blank" rel="noopener noreferrer">
          {piece.label}
        </a>
      );
    case 'user':
    case 'channel':
      return <Mention {...piece} />;
    case 'broadcast':
      return <span className="mention">@{piece.name.replace(/^@/, '')}</span>;
    case 'date':
      break;
  }
  return <>{formatSlackDate(piece.seconds, piece.format) ?? piece.fallback}</>;
}

function Mention({ kind, id, label }: Extract<Inline, { kind: 'user' | 'channel' }>): ReactElement {
  const { users, channels } = useDirectory();
  const known =
    kind === 'user'
      ? users.find((user) => user.id === id)?.realName
      : channels.find((channel) => channel.id === id)?.name;
  return (
    <span className="mention">
      {kind === 'user' ? '@' : '#'}
      {known ?? label ?? id}
    </span>
  );
}
