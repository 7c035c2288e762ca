import { statusCodeName, type Status } from '@registry-images/model';

import type { AuditEntry } from '../audit/audit-log.ts';
import type { Deletion } from './deletion.ts';

/** What the audit log says of an operation that was accepted or has ended; `status` is why it failed. */
export function auditEntry(
  deletion: Deletion,
  atMs: number,
  outcome: AuditEntry['outcome'],
  status?: Status,
): AuditEntry {
  const { id, caller, address, requestId, imageId, repository, steps } = deletion;
  const digest = steps[0]?.digest;
  return {
    atMs,
    action: 'images.delete',
    outcome,
    caller,
    ...(address !== undefined && { address }),
    ...(requestId !== undefined && { requestId }),
    imageId,
    name: repository,
    ...(digest && { digest }),
    tags: steps.flatMap(({ tags }) => tags),
    operationId: id,
    ...(status && { code: statusCodeName(status.code), message: status.message }),
  };
}
