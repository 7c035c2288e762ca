import type { ReactElement } from 'react';

import { Mrkdwn } from '../mrkdwn/mrkdwn.tsx';
import { isFields, textOf } from './fields.ts';

/** The text of a text object: with its markup read, or as it is. Nothing where there is none. */
export function TextObject({ text }: { text: unknown }): ReactElement | null {
  if (!isFields(text)) {
    return null;
  }
  return text['type'] === 'mrkdwn' ? (
    <Mrkdwn text={textOf(text)} />
  ) : (
    <div className="mrkdwn">
      <p>{textOf(text)}</p>
    </div>
  );
}
