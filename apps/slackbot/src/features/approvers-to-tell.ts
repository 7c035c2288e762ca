import type { Subject } from '../policy/subject.ts';
import { missingApprovals, type DeletionRequest } from '../state/deletion-request.ts';
import { principalOf, withPolicy, type PolicyOnImages, type PolicySource } from './actor.ts';
import { mayApprove, placeToDecide, type PlaceToDecide } from './may-decide.ts';

/** Somebody who may approve a request, and where: in the Home tab, or only in the channel of its message. */
export interface ApproverToTell {
  readonly userId: string;
  readonly where: Exclude<PlaceToDecide, undefined>;
}

/** So many are told at most. The others find it in their Home tab. */
const maxTold = 20;

/**
 * Who has to be told that a request waits for them: whom the policy names, since nobody knows whether they are in the channel
 * of its message; and where it is in direct messages, those who are in the user groups that the policy names. Not who may
 * approve like everybody else.
 *
 * @throws an Error if Slack cannot be asked who is in which group.
 */
export async function approversToTell(
  source: PolicySource,
  request: DeletionRequest,
  place: 'channel' | 'direct',
): Promise<readonly ApproverToTell[]> {
  const { teamId } = request;
  const subjects = missingApprovals(request).flatMap(({ need }) => need.approvers);
  const ids = subjects.flatMap(idOfUser);
  if (place === 'direct') {
    for (const group of subjects.flatMap(nameOfGroup)) {
      ids.push(...(await source.directory.membersOf(teamId, group)));
    }
  }
  const known = await withPolicy(source, request);
  const approvers: ApproverToTell[] = [];
  for (const userId of new Set(ids)) {
    if (approvers.length === maxTold) break;
    const where = userId === request.requester ? undefined : await whereToApprove(known, request, userId);
    if (where === 'home' || where === place) approvers.push({ userId, where });
  }
  return approvers;
}

/** Where somebody may approve a request. */
async function whereToApprove(
  known: PolicyOnImages & Pick<PolicySource, 'directory'>,
  request: DeletionRequest,
  userId: string,
): Promise<PlaceToDecide> {
  const principal = await principalOf(known, { teamId: request.teamId, userId });
  return placeToDecide(principal, request, (placed) => mayApprove(known, placed, request));
}

function idOfUser(subject: Subject): readonly string[] {
  return subject.kind === 'user' ? [subject.userId] : [];
}

function nameOfGroup(subject: Subject): readonly string[] {
  return subject.kind === 'group' ? [subject.group] : [];
}
