import { statusCodeName } from '@registry-images/model';

import type { AuditEntry, AuditLog } from '../audit/audit-log.ts';
import type { Deletion } from '../operations/deletion.ts';
import { toStatus } from '../status.ts';
import type { StoredImage } from '../store/image-store.ts';

/** What recording a request needs. */
export interface AuditDeleteDeps {
  readonly audit: AuditLog;
  /** The time, in ms since the Unix epoch. */
  readonly now: () => number;
}

/** Who asks for what. */
export interface DeleteRequest {
  readonly imageId: string;
  readonly principal: { readonly name: string };
  readonly address?: string | undefined;
  readonly requestId?: string | undefined;
}

/** Records that a deletion was not accepted, and why; `image` as far as it was found. */
export function recordRefusal(
  { audit, now }: AuditDeleteDeps,
  request: DeleteRequest,
  error: unknown,
  image?: StoredImage,
): void {
  const { code, message } = toStatus(error, request.requestId ?? 'an unexpected error');
  audit.record({
    ...entryOf(request, now()),
    outcome: 'refused',
    ...(image && { name: image.name, digest: image.digest, tags: image.tags }),
    code: statusCodeName(code),
    message,
  });
}

/** Records that somebody has asked for a deletion that was accepted before. */
export function recordRepeat(
  { audit, now }: AuditDeleteDeps,
  request: DeleteRequest,
  { id: operationId, repository: name, steps }: Deletion,
): void {
  const digest = steps[0]?.digest;
  audit.record({
    ...entryOf(request, now()),
    outcome: 'accepted',
    name,
    ...(digest && { digest }),
    operationId,
  });
}

function entryOf(
  { imageId, principal, address, requestId }: DeleteRequest,
  atMs: number,
): Omit<AuditEntry, 'outcome'> {
  return {
    atMs,
    action: 'images.delete',
    caller: principal.name,
    ...(address !== undefined && { address }),
    ...(requestId !== undefined && { requestId }),
    // No id is longer; what was sent in its place can be.
    imageId: imageId.slice(0, 50),
  };
}
