import type { ApiPaths } from '@registry-images/model';
import { Hono } from 'hono';

import type { Operations } from '../operations/operations.ts';
import { getOperation } from '../service/get-operation.ts';
import type { AppEnv } from './app-env.ts';
import { createParameterReader } from './request-validation.ts';

type OperationPath = ApiPaths['/operations/{operationId}']['get']['parameters']['path'];

/** The route of operations: get. */
export function operationRoutes(operations: Pick<Operations, 'get'>): Hono<AppEnv> {
  const readGet = createParameterReader<OperationPath>('/operations/{operationId}', 'get');
  return new Hono<AppEnv>().get('/:operationId', ({ req, var: { caller }, json }) => {
    const { operationId } = readGet(req.raw, req.param());
    return json(getOperation(operations, operationId, caller.principal));
  });
}
