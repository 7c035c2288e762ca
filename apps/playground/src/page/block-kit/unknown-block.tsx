import type { ReactElement } from 'react';

import type { Fields } from './fields.ts';
import { readableTexts } from './readable-texts.ts';

/** A block or an element that this page cannot draw: its type, and the text that is in it. */
export function UnknownBlock({ block }: { block: Fields }): ReactElement {
  const texts = readableTexts(block);
  return (
    <div className="unknown-block">
      <p>This page cannot draw “{String(block['type'])}” as Slack does.</p>
      {texts.map((text, index) => (
        // The same text can be there twice, and the list never changes order.
        <p key={`${index} ${text}`}>{text}</p>
      ))}
    </div>
  );
}
