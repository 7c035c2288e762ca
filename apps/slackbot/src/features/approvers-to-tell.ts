import { needsMetBy } from '../policy/rule.ts';
import type { Subject } from '../policy/subject.ts';
import { missingApprovals, type DeletionRequest } from '../state/deletion-request.ts';
import { principalOf, type PolicySource } from './actor.ts';
import { targetsOf } from './may-decide.ts';

/** Somebody who may approve a request, and where: in the Home tab, or only in the channel of its message. */
export interface ApproverToTell {
  readonly userId: string;
  readonly where: 'home' | 'channel';
}

/** So many are told at most. The others find it in their Home tab. */
const maxTold = 20;

/**
 * Who has to be told that a request waits for them: whom the policy names, since nobody knows whether they are in the channel
 * of its message; and where the message could not go there, those who are in the user groups that it names. Not who may
 * approve like everybody else.
 *
 * @throws an Error if Slack cannot be asked who is in which group.
 */
export async function approversToTell(
  source: PolicySource,
  request: DeletionRequest,
  place: 'channel' | 'direct',
): Promise<readonly ApproverToTell[]> {
  const { teamId, channelId } = request;
  const subjects = missingApprovals(request).flatMap(({ need }) => need.approvers);
  const ids = subjects.flatMap(idOfUser);
  if (place === 'direct') {
    for (const group of subjects.flatMap(nameOfGroup)) {
      ids.push(...(await source.directory.membersOf(teamId, group)));
    }
  }
  const called: ApproverToTell[] = [];
  for (const userId of new Set(ids)) {
    if (called.length === maxTold) break;
    if (userId === request.requester) continue;
    const mayApprove = async (channel: { readonly channelId?: string }): Promise<boolean> => {
      const principal = await principalOf(source, { teamId, userId, ...channel });
      return needsMetBy(source.policy, principal, targetsOf(source, request)).length > 0;
    };
    if (await mayApprove({})) called.push({ userId, where: 'home' });
    else if (place === 'channel' && (await mayApprove({ channelId })))
      called.push({ userId, where: 'channel' });
  }
  return called;
}

function idOfUser(subject: Subject): readonly string[] {
  return subject.kind === 'user' ? [subject.userId] : [];
}

function nameOfGroup(subject: Subject): readonly string[] {
  return subject.kind === 'group' ? [subject.group] : [];
}
