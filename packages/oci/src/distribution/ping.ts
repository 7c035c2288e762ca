import type { Abortable } from '../abortable.ts';
import { isPage, unexpected } from './refusal.ts';
import type { Send } from './request.ts';

/**
 * Returns if there is a registry that accepts the credentials.
 *
 * @throws OciError as {@link Send}.
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#determining-support
 */
export async function ping(send: Send, { signal }: Abortable): Promise<void> {
  const answer = await send({ path: '/v2/', expect: [200], signal });
  if (isPage(answer)) throw unexpected(answer, 'this is a web page and no registry; check its URL');
}
