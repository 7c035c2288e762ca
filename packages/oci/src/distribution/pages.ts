import type { Abortable } from '../abortable.ts';
import { isOciError, type RegistryReason } from '../error.ts';
import { parseJsonObject, optionalStrings } from '../json.ts';
import type { Answer } from './exchange.ts';
import { nextLink } from './link.ts';
import { unexpected } from './refusal.ts';
import type { RegistryRequest, Send } from './request.ts';

/** How much of a list is read. */
export interface PageLimits {
  readonly maxPageBytes: number;
  readonly maxPages: number;
}

/** Which list, and what is read of it. */
export interface PagesRequest
  extends Abortable, Pick<RegistryRequest, 'path' | 'scope' | 'headers' | 'expect' | 'bareNotFound'> {
  readonly limits: PageLimits;
}

/**
 * Reads a list page by page. Only `Link` tells where the next page is: registries order and cut their lists as they
 * like, and a short page need not be the last one.
 *
 * @throws OciError `UNEXPECTED_ANSWER` for pages without end, and for a next page on another host, which would get the
 *   credentials.
 */
export async function* readPages(
  send: Send,
  { limits: { maxPageBytes, maxPages }, ...request }: PagesRequest,
): AsyncGenerator<Answer> {
  const visited = new Set<string>();
  let { path } = request;
  for (;;) {
    const answer = await send({ ...request, path, maxBytes: maxPageBytes });
    visited.add(path);
    yield answer;
    const next = nextPath(answer);
    if (next === undefined) return;
    if (visited.has(next)) throw unexpected(answer, 'its next page is one that came before');
    if (visited.size === maxPages) throw unexpected(answer, `it has more than ${maxPages} pages`);
    path = next;
  }
}

/** As {@link readPages}, in large pages where the registry allows them: each costs it a walk through all its folders. */
export async function* readLargePages(send: Send, request: PagesRequest): AsyncGenerator<Answer> {
  try {
    yield* readPages(send, { ...request, path: `${request.path}?n=1000` });
  } catch (error) {
    // CNCF Distribution refuses an n above its `catalog.maxentries`, and does not say what that is.
    if (!isOciError(error, 'REFUSED') || !error.reasons.some(isPageTooLarge)) throw error;
    yield* readPages(send, request);
  }
}

/**
 * The names that a page holds under `key`; none for null, as CNCF Distribution writes an empty list.
 *
 * @throws OciError `UNEXPECTED_ANSWER`.
 */
export function namesIn(answer: Answer, key: string): readonly string[] {
  try {
    return optionalStrings(parseJsonObject(answer.body, 'answer'), key, 'answer') ?? [];
  } catch (error) {
    if (!isOciError(error, 'MALFORMED')) throw error;
    throw unexpected(answer, 'this is no list of a registry; check its URL, and what is in between', error);
  }
}

function nextPath(answer: Answer): string | undefined {
  const link = nextLink(answer.headers.get('link') ?? '');
  if (link === undefined) return undefined;
  if (!URL.canParse(link, answer.url)) throw unexpected(answer, 'the link to its next page is no URL');
  const next = new URL(link, answer.url);
  if (next.origin === answer.url.origin) return next.pathname + next.search;
  throw unexpected(answer, `its next page is at ${next.origin}, which is not this registry`);
}

function isPageTooLarge({ code }: RegistryReason): boolean {
  return code === 'PAGINATION_NUMBER_INVALID';
}
