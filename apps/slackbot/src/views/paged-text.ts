import { limits } from './limits.ts';

/** A list of items, written as the texts of several sections. */
export interface PagedText {
  readonly texts: readonly string[];
  /** How many items found room; the others are left out. */
  readonly shown: number;
}

/** Writes as many of the items as fit into `maxTexts` texts of a section's length. An item is never cut apart. */
export function pageText(
  items: readonly string[],
  separator: string,
  maxTexts: number,
  maxLength: number = limits.sectionText,
): PagedText {
  const texts: string[] = [];
  let text = '';
  let shown = 0;
  for (const item of items) {
    const longer = text === '' ? item : text + separator + item;
    if (longer.length > maxLength) {
      if (item.length > maxLength || texts.length + 1 === maxTexts) break;
      texts.push(text);
      text = item;
    } else {
      text = longer;
    }
    shown += 1;
  }
  return { texts: text === '' ? texts : [...texts, text], shown };
}
