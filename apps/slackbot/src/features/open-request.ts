import type { DeletionRequest } from '../state/deletion-request.ts';
import type { DeletionRequests } from '../state/deletion-requests.ts';

/** So many that wait are looked at, the newest. */
const maxWaiting = 200;

/** The requests that wait for an approval to delete one of these images: a second would need all of them anew. */
export function openRequests(
  requests: Pick<DeletionRequests, 'list'>,
  teamId: string,
  imageIds: readonly string[],
): readonly DeletionRequest[] {
  const wanted = new Set(imageIds);
  return requests
    .list({ teamId, states: ['awaiting-approval'], limit: maxWaiting })
    .filter(({ images }) => images.some(({ imageId }) => wanted.has(imageId)));
}
