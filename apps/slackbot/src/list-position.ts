import { isJsonObject, isStringArray, parseJson } from './json.ts';
import { limits } from './views/limits.ts';

/** A place in a list: which list, and which of its pages. */
export interface ListPosition {
  /** As a person typed it; undefined for all repositories. */
  readonly repository?: string;
  /** The number of the page, from 1. */
  readonly page: number;
  /** The API's token of the page; empty for the first one. */
  readonly token: string;
  /** The tokens of the pages before, the nearest last. Not all of them, where they would not fit into a button. */
  readonly earlier: readonly string[];
}

/** The beginning of a list. */
export function firstPage(repository?: string): ListPosition {
  return { ...(repository !== undefined && { repository }), page: 1, token: '', earlier: [] };
}

/** The page after, which begins at `token`. */
export function pageAfter(position: ListPosition, token: string): ListPosition {
  return { ...position, page: position.page + 1, token, earlier: [...position.earlier, position.token] };
}

/** The page before; the first one where the way back is not known any more; undefined on the first page. */
export function pageBefore(position: ListPosition): ListPosition | undefined {
  if (position.page === 1) return undefined;
  const token = position.earlier.at(-1);
  if (token === undefined) return firstPage(position.repository);
  return { ...position, page: position.page - 1, token, earlier: position.earlier.slice(0, -1) };
}

/**
 * Leaves out the farthest of the earlier tokens until what `encode` makes of the position fits into a button.
 *
 * @throws RangeError if it does not fit even without them: the API's tokens have at most 100 characters.
 */
export function encodeToFit(position: ListPosition, encode: (position: ListPosition) => string): string {
  for (let left = position.earlier; ; left = left.slice(1)) {
    const encoded = encode({ ...position, earlier: left });
    if (encoded.length <= limits.buttonValue) return encoded;
    if (left.length === 0) throw new RangeError('The page token is too long for the value of a button.');
  }
}

/** Writes a position as the value of a button. */
export function encodeListPosition(position: ListPosition): string {
  return encodeToFit(position, (fitting) => JSON.stringify(fitting));
}

/** Reads the value of a button; undefined if no version of today wrote it. */
export function parseListPosition(value: unknown): ListPosition | undefined {
  return toListPosition(parseJson(value));
}

/** Checks what {@link parseListPosition} reads, once it is no text any more. */
export function toListPosition(value: unknown): ListPosition | undefined {
  if (!isJsonObject(value)) return undefined;
  const { repository, page, token, earlier } = value;
  if (repository !== undefined && typeof repository !== 'string') return undefined;
  if (typeof page !== 'number' || !Number.isSafeInteger(page) || page < 1) return undefined;
  if (typeof token !== 'string' || !isStringArray(earlier)) return undefined;
  return { ...(repository !== undefined && { repository }), page, token, earlier };
}
