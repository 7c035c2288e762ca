import type { ApiPaths } from '@registry-images/model';
import { Hono } from 'hono';

import type { Operations } from '../operations/operations.ts';
import { getOperation } from '../service/get-operation.ts';
import { createParameterReader } from './request-validation.ts';

type OperationPath = ApiPaths['/operations/{operationId}']['get']['parameters']['path'];

/** The route of operations: get. */
export function operationRoutes(operations: Operations): Hono {
  const readGet = createParameterReader<OperationPath>('/operations/{operationId}', 'get');
  return new Hono().get('/:operationId', ({ req, json }) =>
    json(getOperation(operations, readGet(req.raw, req.param()).operationId)),
  );
}
