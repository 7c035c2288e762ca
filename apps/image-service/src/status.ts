import { statusCodeNumber, type Status } from '@registry-images/model';

import { isServiceError, ServiceError } from './errors.ts';

/**
 * What the caller is told of an error, by the request or by the operation that failed. Of an error that nobody foresaw
 * this is no more than the id under which the log has it.
 */
export function toStatus(error: unknown, incidentId: string): Status {
  const known = isServiceError(error) ? error : unexpected(incidentId);
  return { code: statusCodeNumber(known.code), message: known.message, details: [...known.details] };
}

function unexpected(incidentId: string): ServiceError {
  return new ServiceError(
    'INTERNAL',
    `Something unexpected went wrong. The service's log has it as ${incidentId}.`,
    {
      details: [{ '@type': 'type.googleapis.com/google.rpc.RequestInfo', requestId: incidentId }],
    },
  );
}
