import { statusCodeNumber, type Status } from '@registry-images/model';

import { isServiceError, ServiceError } from './errors.ts';
import { isPassingStoreError } from './store/store-error.ts';

/**
 * What the caller is told of an error, by the request or by the operation that failed: to try again while another program
 * writes the database, or its disk is full. Of an error that nobody foresaw this is no more than the id under which the
 * log has it.
 */
export function toStatus(error: unknown, incidentId: string): Status {
  const known = isServiceError(error) ? error : toServiceError(error, incidentId);
  return { code: statusCodeNumber(known.code), message: known.message, details: [...known.details] };
}

function toServiceError(error: unknown, incidentId: string): ServiceError {
  if (!isPassingStoreError(error)) return unexpected(incidentId);
  return new ServiceError('UNAVAILABLE', 'The database of the service cannot be used now: try again later.');
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
