import type { AuditEntry, AuditKind } from '../state/audit-entry.ts';
import type { DeletionRequest, RequestedImage } from '../state/deletion-request.ts';
import type { Actor } from './actor.ts';

/** What a line about a request says besides what the request says. */
export interface AuditedAct {
  readonly kind: AuditKind;
  readonly atMs: number;
  /** Who did it, and where, if anywhere; by default the requester, where the deletion was asked for. */
  readonly by?: Pick<Actor, 'userId' | 'channelId'>;
  readonly note?: string;
}

type AuditedRequest = Pick<DeletionRequest, 'teamId' | 'channelId' | 'requester' | 'reason'> & {
  readonly id?: string;
};

/** A line of the audit about one image of a request. */
export function auditLine(
  request: AuditedRequest,
  image: Pick<RequestedImage, 'imageId' | 'name' | 'digest' | 'tags' | 'operation'>,
  { kind, atMs, by, note }: AuditedAct,
): AuditEntry {
  const { userId, channelId } = by ?? { userId: request.requester, channelId: request.channelId };
  const { imageId, name, digest, tags, operation } = image;
  return {
    teamId: request.teamId,
    atMs,
    kind,
    userId,
    ...(channelId !== undefined && { channelId }),
    ...(request.id !== undefined && { requestId: request.id }),
    image: { imageId, name, digest, tags },
    ...(request.reason !== undefined && { reason: request.reason }),
    ...(operation?.operation.id !== undefined && { operationId: operation.operation.id }),
    ...(note !== undefined && { note }),
  };
}

/** A line of the audit for each image of a request. */
export function auditLines(
  request: AuditedRequest & { readonly images: readonly Parameters<typeof auditLine>[1][] },
  act: AuditedAct,
): AuditEntry[] {
  return request.images.map((image) => auditLine(request, image, act));
}
