import { decide } from '../policy/decide.ts';
import { wireName } from '../registry-scope.ts';
import type { AuditedImage, StoredAuditEntry } from '../state/audit-entry.ts';
import type { AuditFilter, AuditLog } from '../state/audit-log.ts';
import { principalOf, targetOf, withPolicy, type Actor, type PolicySource } from './actor.ts';

/** Which lines of the audit somebody wants to see. */
export interface AuditQuery {
  readonly actor: Actor;
  /** The name of a repository, as a person typed it. */
  readonly repository?: string;
  /** What this user did. */
  readonly userId?: string;
  /** Which images alone it is about. */
  readonly concerns?: (image: AuditedImage) => boolean;
  readonly limit: number;
  /** Goes on before this line. */
  readonly beforeSeq?: number;
}

/** Some lines of the audit, the newest first. */
export interface AuditPage {
  readonly entries: readonly StoredAuditEntry[];
  /** Where older lines begin; undefined where there are none that the user may see. */
  readonly beforeSeq: number | undefined;
}

const batchSize = 200;
/** So many lines that somebody may not see are read at most; then the page ends early, with a way on. */
const maxRead = 5000;

/**
 * Reads the latest lines of the audit of a workspace: what was done to the images of the repositories that the user may see.
 *
 * @throws an Error if Slack cannot be asked who the user is.
 */
export async function readAudit(
  deps: PolicySource & { readonly state: { readonly auditLog: AuditLog } },
  { actor, repository, userId, concerns = () => true, limit, beforeSeq }: AuditQuery,
): Promise<AuditPage> {
  const known = await withPolicy(deps, actor);
  const { policy, scope } = known;
  const principal = await principalOf(known, actor);
  const filter: AuditFilter = {
    ...(repository !== undefined && { imageName: wireName(scope, repository) }),
    ...(userId !== undefined && { userId }),
  };
  const maySee = ({ image }: StoredAuditEntry): boolean =>
    image !== undefined &&
    concerns(image) &&
    decide(policy, principal, 'view', targetOf(scope, image)).allowed;

  const entries: StoredAuditEntry[] = [];
  let next = beforeSeq;
  for (let read = 0; read < maxRead; read += batchSize) {
    const batch = deps.state.auditLog.latest(actor.teamId, {
      ...filter,
      limit: batchSize,
      ...(next !== undefined && { beforeSeq: next }),
    });
    for (const entry of batch) {
      if (entries.length === limit) return { entries, beforeSeq: next };
      if (maySee(entry)) entries.push(entry);
      next = entry.seq;
    }
    if (batch.length < batchSize) return { entries, beforeSeq: undefined };
  }
  return { entries, beforeSeq: next };
}
