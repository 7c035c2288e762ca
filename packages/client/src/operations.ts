import type { Operation } from '@registry-images/model';

import { checkResourceId } from './arguments.ts';
import type { CallOptions } from './call-options.ts';
import { decodeOperation } from './decode.ts';
import type { Transport } from './transport.ts';

/** The methods on operations. */
export interface OperationsApi {
  /** Reads the state of an operation, done or not. */
  get(operationId: string, options?: CallOptions): Promise<Operation>;
}

/** Makes the methods on operations. */
export function createOperationsApi(transport: Transport): OperationsApi {
  return {
    async get(operationId, options = {}) {
      return decodeOperation(
        await transport.getOperation(checkResourceId('operationId', operationId), options),
      );
    },
  };
}
