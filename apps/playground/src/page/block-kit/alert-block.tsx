import type { ReactElement } from 'react';

import { stringOf, type Fields } from './fields.ts';
import { TextObject } from './text-object.tsx';

/** The names of the levels, for those who cannot see the colour. */
const levelNames: Readonly<Record<string, string>> = {
  info: 'Information',
  success: 'Success',
  warning: 'Warning',
  error: 'Error',
};

/** A framed text that stands out, by how serious it is. */
export function AlertBlock({ block }: { block: Fields }): ReactElement {
  const level = stringOf(block['level']) ?? 'default';
  return (
    <div className={`alert alert--${level}`} role="note" aria-label={levelNames[level]}>
      <TextObject text={block['text']} />
    </div>
  );
}
