import type { DecisionRefusal } from '../features/decide-deletion.ts';
import type { Finding } from '../features/diagnose.ts';
import type { Decision } from '../policy/decide.ts';
import type { Action } from '../policy/policy.ts';
import type { Subject } from '../policy/subject.ts';
import type { doctorTexts } from './english/doctor.ts';
import type { policyTexts } from './english/policy.ts';

/** Writes who is meant, such as `<@U024BE7LH> or everybody`. */
export type WritePeople = (subjects: readonly Subject[]) => string;

/** Why the policy does not let a user do something, and who may. `repository` is mark-up. */
export function whyForbidden(
  texts: typeof policyTexts,
  decision: Exclude<Decision, { allowed: true }>,
  { action, repository, people }: { action: Action; repository: string; people: WritePeople },
): string {
  const what = texts.what[action](repository);
  if (decision.because !== 'role') return texts.forbidden[decision.because](what);
  if (decision.whoMay.length === 0) return texts.forbidden.nobody(what);
  // Whoever `everyone` does not mean is not of this workspace.
  if (decision.whoMay.some(({ kind }) => kind === 'everyone')) return texts.forbidden.stranger(what);
  return texts.forbidden.role(what, people(decision.whoMay));
}

/** Why a decision about a request does not count, and who may decide. */
export function whyNotDecided(
  texts: typeof policyTexts,
  refusal: DecisionRefusal,
  { people, channel }: { readonly people: WritePeople; readonly channel: (id: string) => string },
): string {
  if (refusal.kind === 'channel') {
    const { notHere } = texts.decision;
    if (refusal.where === 'channel') return notHere.channel(channel(refusal.channelId));
    return notHere[refusal.where ?? 'nowhere'];
  }
  if (refusal.kind !== 'not-approver') return texts.decision[refusal.kind];
  const { whoMay } = refusal;
  return whoMay.length === 0
    ? texts.decision['nobody-approves']
    : texts.decision['not-approver'](people(whoMay));
}

/** What the doctor has found, and what to do about it. */
export function describeFinding(texts: typeof doctorTexts, { trouble }: Finding): string {
  if (trouble.kind === 'slack-away') return texts.slackAway(texts.asked[trouble.what], trouble.reason);
  if ('reason' in trouble) return texts[trouble.kind](trouble.reason);
  switch (trouble.kind) {
    case 'missing-scope':
    case 'extra-scope':
      return texts[trouble.kind](trouble.scope);
    case 'channel':
    case 'audit-channel':
      return texts[trouble.kind][trouble.is](trouble.channelId);
    case 'user':
      return texts.user[trouble.is](trouble.userId);
    case 'unseen-channels':
    case 'unseen-users':
      return texts[trouble.kind](trouble.ids.join(', '));
    case 'unknown-group':
      return texts['unknown-group'](trouble.group);
    case 'too-few-approvers':
      return texts['too-few-approvers'](trouble.tags.join(', '), trouble.have, trouble.need);
    case 'no-policy':
  }
  return texts['no-policy'];
}
