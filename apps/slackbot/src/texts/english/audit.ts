import type { DeletionForbidden } from '../../features/ask-to-confirm.ts';
import type { DecisionRefusal } from '../../features/decide-deletion.ts';
import { counted } from './common.ts';

/** Why somebody could not do what they tried, or why a request has ended, in the words of the log of the audit. */
type Why = DecisionRefusal['kind'] | DeletionForbidden['decision']['because'];

const unreachable = 'The registry could not be reached.';
const slow = 'The registry took too long to answer.';
const credentials = 'The registry did not accept the credentials of this app.';
const contended = 'Somebody else was changing the same thing.';
const misunderstood = 'The registry and this app did not understand each other.';

const why: ReadonlyMap<string, string> = new Map(
  Object.entries({
    role: 'The rules do not let them delete this.',
    channel: 'The rules do not allow it in that place.',
    approvers: 'It needs approval, and too few others may approve it.',
    'wrong-state': 'It did not wait for a decision any more.',
    expired: 'The time to decide was over.',
    'not-expired': 'There was still time to decide.',
    'own-request': 'They asked for it themselves: somebody else has to decide.',
    'already-approved': 'They had approved it already: somebody else has to, too.',
    'not-needed': 'What they may approve had been approved already.',
    'not-requester': 'Only the person who asked for it can take it back.',
    'no-such-image': 'The request was not about this image.',
    'not-approver': 'The rules do not let them decide about it.',
    'policy-changed': 'The rules have changed since it was asked for.',
    'requester-may-not': 'The person who asked for it may not delete it any more.',
    'approver-may-not': 'Somebody who approved it may not approve it any more.',
  } satisfies Record<Why, string>),
);

/** What went wrong, for each word that the log and the audit have for a failure. */
const failures: ReadonlyMap<string, string> = new Map(
  Object.entries({
    connection: unreachable,
    unavailable: unreachable,
    timeout: slow,
    deadline_exceeded: slow,
    operation_timeout: 'The registry had not finished in time.',
    operation_failed: 'The registry began and could not finish it.',
    credential: credentials,
    unauthenticated: credentials,
    permission_denied: 'The registry does not allow this app to do that.',
    failed_precondition: 'Something in the registry stood in the way.',
    not_found: 'The registry did not have it any more.',
    resource_exhausted: 'The registry got too many requests.',
    aborted: contended,
    already_exists: contended,
    cancelled: 'The registry stopped before the end.',
    unimplemented: 'The registry cannot do that.',
    invalid_argument: misunderstood,
    out_of_range: misunderstood,
    data_loss: 'The registry could not read what it has stored.',
    stopping: 'This app was being restarted.',
    unexpected: 'Nobody had foreseen what went wrong. Whoever runs this app finds more in its log.',
  }),
);

/** The words of the list of the latest deletions, and of what was done about them. */
export const auditTexts = {
  title: 'Deletions',
  titleOfUser: 'What this person did',
  titleOfRepository: (repository: string): string => `Deletions in ${repository}`,
  empty: 'Nothing that you may see was deleted yet, and nobody has asked to.',
  emptyOfUser: 'This person has done nothing that you may see.',
  emptyAbout: 'Nothing that you may see was done about this: nothing deleted, and nothing asked for.',
  summary: (entries: number): string => `${counted(entries, 'entry', 'entries')} of the audit.`,
  older: 'Older',
  kinds: {
    request: (user: string): string => `${user} asked to delete`,
    approval: (user: string): string => `${user} approved the deletion of`,
    rejection: (user: string): string => `${user} rejected the deletion of`,
    cancellation: (user: string): string => `${user} took back the request to delete`,
    expiry: (user: string): string => `Nobody decided in time whether ${user} may delete`,
    lapse: (user: string): string =>
      `Ended, since nobody can approve it any more: ${user} had asked to delete`,
    delete: (user: string): string => `On behalf of ${user} the registry was told to delete`,
    outcome: (user: string): string => `${user} had asked to delete`,
  },
  /** What somebody tried and was refused. */
  refused: {
    delete: (user: string): string => `Refused: ${user} tried to delete`,
    approval: (user: string): string => `Refused: ${user} tried to approve the deletion of`,
    rejection: (user: string): string => `Refused: ${user} tried to reject the deletion of`,
    cancellation: (user: string): string => `Refused: ${user} tried to take back the request to delete`,
  },
  noImage: 'images',
  inChannel: (channel: string): string => `in ${channel}`,
  inDirectMessages: 'in direct messages',
  operation: (id: string): string => `operation ${id}`,
  reason: (reason: string): string => `Reason: ${reason}`,
  /** Why it was refused or has ended; undefined for a word of another version. */
  why: (word: string): string | undefined => why.get(word),
  /** What went wrong with a deletion; undefined for a word of another version. */
  failure: (word: string): string | undefined => failures.get(word),
  note: (note: string): string => `Note: ${note}`,
};
