import type { Operation } from '@registry-images/model';

import { checkObject, checkResourceId } from './arguments.ts';
import type { CallOptions } from './call-options.ts';
import type { Clock } from './clock.ts';
import { decodeOperation } from './decode.ts';
import { decodeOr } from './errors/decode-error.ts';
import { InvalidArgumentError } from './errors/invalid-argument-error.ts';
import { createOperationHandle, decodeStarted, type OperationHandle } from './operation-handle.ts';
import type { OperationState } from './operation-state.ts';
import type { Transport } from './transport.ts';

/**
 * The methods on operations. Besides what is named, the promise of `get` rejects with any of this package's errors.
 *
 * @see https://yandex.cloud/en/docs/api-design-guide/concepts/operation
 */
export interface OperationsApi {
  /**
   * Reads the state of an operation, done or not.
   *
   * @throws ApiError with the status NOT_FOUND if the service does not know it, or does not any more.
   * @see https://yandex.cloud/en/docs/container-registry/api-ref/Operation/get
   */
  get(operationId: string, options?: CallOptions): Promise<Operation>;
  /**
   * Makes the handle of an operation that was started before, perhaps by another process: from what `toJSON` of its
   * handle gave, or from the `state` of an OperationTimeoutError. Sends nothing.
   *
   * @throws InvalidArgumentError if `state` is not such a state.
   * @see [Long deletions](../README.md#long-deletions)
   */
  resume(state: OperationState): OperationHandle;
}

/** Makes the methods on operations. */
export function createOperationsApi(transport: Transport, clock: Clock): OperationsApi {
  return {
    async get(operationId, options = {}) {
      return transport.getOperation(checkResourceId('operationId', operationId), {
        method: 'operations.get',
        options,
        decode: decodeOperation,
      });
    },
    resume(state) {
      const imageId = checkResourceId('state.imageId', checkObject('state', state).imageId);
      const operation = decodeOr(
        () => decodeStarted(state.operation),
        ({ pointer, message }) => {
          const member = `state.operation${pointer.replaceAll('/', '.')}`;
          throw new InvalidArgumentError(member, `${message}.`);
        },
      );
      return createOperationHandle(clock, transport, { imageId, operation });
    },
  };
}
