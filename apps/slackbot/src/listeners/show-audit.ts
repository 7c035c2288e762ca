import type { AuditRequest } from '../commands/command.ts';
import { formatCommand } from '../commands/format-command.ts';
import { formatImageName } from '../commands/image-name.ts';
import { auditConcerns } from '../features/audit-concerns.ts';
import { meantImage } from '../features/meant-repository.ts';
import { readAudit } from '../features/read-audit.ts';
import { auditPageSize, auditView, type ShownAudit } from '../views/audit-view.ts';
import type { Reply } from './answer.ts';
import type { Interaction } from './interaction.ts';
import type { ListenerDeps } from './listener-deps.ts';

/** Shows a page of the audit: the latest lines, or those before a line. */
export async function showAudit(
  deps: ListenerDeps,
  { actor }: Interaction,
  request: AuditRequest,
  beforeSeq?: number,
): Promise<Reply> {
  const { userId } = request;
  const isTyped = beforeSeq === undefined;
  const image =
    request.image && isTyped ? await meantImage(deps, actor, request.image, deps.stopping) : request.image;
  const page = await readAudit(deps, {
    actor,
    limit: auditPageSize,
    ...(userId !== undefined && { userId }),
    ...(image?.kind === 'repository' && { repository: image.repository }),
    ...(image && { concerns: auditConcerns(deps.scope, image) }),
    ...(beforeSeq !== undefined && { beforeSeq }),
  });
  const meant = { ...request, ...(image && { image }) };
  const about = aboutOf(meant);
  const command = formatCommand({ name: 'audit', audit: meant });
  return {
    outcome: page.entries.length === 0 ? 'empty' : 'listed',
    screen: (view) => auditView({ page, command, ...(about && { about }) }, view),
  };
}

function aboutOf({ userId, image }: AuditRequest): ShownAudit['about'] {
  if (userId !== undefined) return { userId };
  return image && { repository: image.kind === 'repository' ? image.repository : formatImageName(image) };
}
