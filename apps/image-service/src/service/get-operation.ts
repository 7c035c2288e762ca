import type { Operation } from '@registry-images/model';

import type { Principal } from '../access/principal.ts';
import { ServiceError } from '../errors.ts';
import type { Operations } from '../operations/operations.ts';
import { toOperation } from '../operations/wire-operation.ts';

/**
 * Returns the state of an operation.
 *
 * @throws ServiceError `NOT_FOUND`, also for one on a repository that the caller may not see.
 */
export function getOperation(
  operations: Pick<Operations, 'get'>,
  operationId: string,
  principal: Pick<Principal, 'canRead'>,
): Operation {
  const deletion = operations.get(operationId);
  if (!deletion || !principal.canRead(deletion.repository)) {
    throw new ServiceError('NOT_FOUND', `Operation ${operationId} not found, or it ended long ago.`);
  }
  return toOperation(deletion);
}
