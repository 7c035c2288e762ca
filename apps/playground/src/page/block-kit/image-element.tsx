import type { ReactElement } from 'react';

import { stringOf, type Fields } from './fields.ts';

/** A small picture beside or in a text. One that is not on the web is shown by its alternative text. */
export function ImageElement({ element }: { element: Fields }): ReactElement {
  const url = stringOf(element['image_url']) ?? '';
  const alternative = stringOf(element['alt_text']) ?? '';
  return /^https:/i.test(url) ? (
    <img className="image-element" src={url} alt={alternative} />
  ) : (
    <span>{alternative}</span>
  );
}
