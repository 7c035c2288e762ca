import type { Abortable } from '../abortable.ts';
import { isOciError, OciError } from '../error.ts';
import { namesIn, readLargePages, type PageLimits } from './pages.ts';
import { ping } from './ping.ts';
import type { Send } from './request.ts';

/** What registries answer that have no catalog, or none for everybody. */
const refusals: ReadonlySet<number | undefined> = new Set([401, 403, 404, 405, 501]);

/**
 * The names of all repositories of a registry, as `Registry.repositories` tells. The catalog is Docker's, not OCI's, and
 * hosted registries rarely have it.
 *
 * @see https://distribution.github.io/distribution/spec/api/#listing-repositories
 */
export async function* listRepositories(
  send: Send,
  { limits, signal }: Abortable & { readonly limits: PageLimits },
): AsyncGenerator<string> {
  const request = { path: '/v2/_catalog', scope: 'registry:catalog:*', expect: [200], limits, signal };
  const seen = new Set<string>();
  try {
    for await (const page of readLargePages(send, request)) {
      for (const name of namesIn(page, 'repositories')) {
        if (seen.has(name)) continue;
        seen.add(name);
        yield name;
      }
    }
  } catch (error) {
    if (!isOciError(error) || !(error.code === 'UNSUPPORTED' || refusals.has(error.status))) throw error;
    // Docker Hub refuses its catalog with 401, as if the password were wrong. If it is, this says so.
    await ping(send, { signal });
    const message = `${error.message} There is no catalog for these credentials: name the repositories in the configuration.`;
    throw new OciError('UNSUPPORTED', message, { ...factsOf(error), cause: error });
  }
}

function factsOf({ url, status, reasons }: OciError) {
  return { reasons, ...(url !== undefined && { url }), ...(status !== undefined && { status }) };
}
