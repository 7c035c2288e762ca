import type { Abortable } from '../abortable.ts';
import { checkRepository } from './arguments.ts';
import { namesIn, readLargePages, type PageLimits } from './pages.ts';
import type { Send } from './request.ts';

/**
 * The tags of a repository, as `Registry.tags` tells. They are sorted here, because CNCF Distribution 2.8 and GHCR do
 * not do it; and each is there once, because a list that changes between two pages shows some twice.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-tags
 */
export async function listTags(
  send: Send,
  repository: string,
  { limits, signal }: Abortable & { readonly limits: PageLimits },
): Promise<readonly string[] | undefined> {
  const request = {
    path: `/v2/${checkRepository(repository)}/tags/list`,
    scope: `repository:${repository}:pull`,
    expect: [200, 404],
    limits,
    signal,
  };
  const tags = new Set<string>();
  for await (const page of readLargePages(send, request)) {
    if (page.status === 404) return undefined;
    for (const tag of namesIn(page, 'tags')) tags.add(tag);
  }
  return [...tags].toSorted();
}
