import type { Operation } from '@registry-images/model';

import { ServiceError } from '../errors.ts';
import type { Operations } from '../operations/operations.ts';

/**
 * Returns the state of an operation.
 *
 * @throws ServiceError `NOT_FOUND`.
 */
export function getOperation(operations: Operations, operationId: string): Operation {
  const operation = operations.get(operationId);
  if (!operation)
    throw new ServiceError('NOT_FOUND', `Operation ${operationId} not found, or it ended long ago.`);
  return operation;
}
