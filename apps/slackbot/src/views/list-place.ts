import type { ListRequest } from '../commands/command.ts';
import { formatList } from '../commands/format-command.ts';
import { parseCommand } from '../commands/parse-command.ts';
import { searchStart, type SearchPlace } from '../features/search-images.ts';
import { isJsonObject, parseJson } from '../json.ts';
import { limits } from './limits.ts';

/** A page of a list: which list, and where in it. */
export interface ListPlace {
  readonly request: ListRequest;
  /** The number of the page, from 1. */
  readonly page: number;
  readonly from: SearchPlace;
  /** Where the pages before begin, the nearest last. Not all of them, where they would not fit into a button. */
  readonly earlier: readonly SearchPlace[];
  /** Present until it is known which repository was meant by what somebody typed. */
  readonly isTyped?: true;
}

/** The beginning of a list. */
export function listStart(request: ListRequest): ListPlace {
  return { request, page: 1, from: searchStart, earlier: [] };
}

/** The page after, which begins at `next`. */
export function placeAfter(place: ListPlace, next: SearchPlace): ListPlace {
  return { ...place, page: place.page + 1, from: next, earlier: [...place.earlier, place.from] };
}

/** The page before; the first one where the way back is not known any more; undefined on the first page. */
export function placeBefore(place: ListPlace): ListPlace | undefined {
  if (place.page === 1) return undefined;
  const from = place.earlier.at(-1);
  if (!from) return listStart(place.request);
  return { ...place, page: place.page - 1, from, earlier: place.earlier.slice(0, -1) };
}

/**
 * Writes a place as the value of a button: the list as its command, and as many of the earlier places as fit.
 *
 * @throws RangeError if it does not fit even without them, which no token of the API makes happen: they have at most 100
 *   characters, and a list at most some 900.
 */
export function encodeListPlace({ request, page, from, earlier, isTyped }: ListPlace): string {
  for (let left = earlier; ; left = left.slice(1)) {
    const encoded = JSON.stringify({
      list: formatList(request),
      page,
      from: toPair(from),
      ...(left.length > 0 && { earlier: left.map(toPair) }),
      ...(isTyped && { isTyped }),
    });
    if (encoded.length <= limits.buttonValue) return encoded;
    if (left.length === 0) throw new RangeError('The page token is too long for the value of a button.');
  }
}

/** Reads the value of a button; undefined if no version of today wrote it. */
export function parseListPlace(value: unknown): ListPlace | undefined {
  const fields = parseJson(value);
  if (!isJsonObject(fields)) return undefined;
  const { list, page, from, earlier = [], isTyped } = fields;
  const command = typeof list === 'string' ? parseCommand(list) : undefined;
  if (command?.name !== 'list') return undefined;
  if (typeof page !== 'number' || !Number.isSafeInteger(page) || page < 1) return undefined;
  const place = fromPair(from);
  const places = Array.isArray(earlier) ? earlier.map(fromPair) : [undefined];
  if (!place || !places.every((other) => other !== undefined)) return undefined;
  const start = { request: command.list, page, from: place, earlier: places };
  return isTyped === true ? { ...start, isTyped } : start;
}

function toPair({ token, skip }: SearchPlace): [string, number] {
  return [token, skip];
}

function fromPair(pair: unknown): SearchPlace | undefined {
  if (!Array.isArray(pair)) return undefined;
  const [token, skip]: unknown[] = pair;
  if (typeof token !== 'string' || token.length > 100) return undefined;
  return typeof skip === 'number' && Number.isSafeInteger(skip) && skip >= 0 ? { token, skip } : undefined;
}
