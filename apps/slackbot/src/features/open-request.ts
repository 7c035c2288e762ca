import type { DeletionRequest } from '../state/deletion-request.ts';
import type { DeletionRequests } from '../state/deletion-requests.ts';

/** So many that wait are looked at, the newest. */
const maxWaiting = 200;

/** The request that waits for an approval to delete one of these images, if there is one: a second would need all of them anew. */
export function openRequest(
  requests: Pick<DeletionRequests, 'list'>,
  teamId: string,
  imageIds: readonly string[],
): DeletionRequest | undefined {
  const wanted = new Set(imageIds);
  return requests
    .list({ teamId, states: ['awaiting-approval'], limit: maxWaiting })
    .find(({ images }) => images.some(({ imageId }) => wanted.has(imageId)));
}
