import type { Operation, Status, WireOperation, WireStatus } from './schema.ts';

/**
 * Fills in what the protobuf JSON mapping leaves out of an error. A code that is missing is 0, OK.
 *
 * @see https://protobuf.dev/programming-guides/json/
 */
export function normalizeStatus(status: WireStatus): Status {
  return { code: status.code ?? 0, message: status.message ?? '', details: status.details ?? [] };
}

/**
 * Fills in what the protobuf JSON mapping leaves out of an operation. `error` and `response` stay undefined.
 *
 * @see https://protobuf.dev/programming-guides/json/
 */
export function normalizeOperation(operation: WireOperation): Operation {
  return {
    id: operation.id ?? '',
    description: operation.description ?? '',
    createdAt: operation.createdAt ?? '',
    createdBy: operation.createdBy ?? '',
    modifiedAt: operation.modifiedAt ?? '',
    done: operation.done ?? false,
    metadata: { imageId: operation.metadata?.imageId ?? '' },
    ...(operation.error && { error: normalizeStatus(operation.error) }),
    ...(operation.response && { response: {} }),
  };
}
