import { normalizeOperation, type Operation } from '@registry-images/model';

import type { Deletion } from './deletion.ts';

/** A deletion as the API shows it. */
export function toOperation(deletion: Deletion): Operation {
  const { id, description, caller, imageId, createdMs, modifiedMs, endedMs, error } = deletion;
  const isDone = endedMs !== undefined;
  return normalizeOperation({
    id,
    description,
    createdAt: new Date(createdMs).toISOString(),
    createdBy: caller,
    modifiedAt: new Date(modifiedMs).toISOString(),
    done: isDone,
    metadata: { imageId },
    ...(error && { error }),
    ...(isDone && !error && { response: {} }),
  });
}
