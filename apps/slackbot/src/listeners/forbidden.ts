import type { Decision } from '../policy/decide.ts';
import type { Action } from '../policy/policy.ts';
import { whyForbidden } from '../texts/policy-sentences.ts';
import { code } from '../views/mrkdwn.ts';
import { subjectsMarkup } from '../views/people.ts';
import type { View } from '../views/view.ts';

/** Says that somebody may not do something with a repository, by its name for people, and who may. */
export function forbiddenText(
  action: Action,
  repository: string,
  decision: Exclude<Decision, { allowed: true }>,
  view: View,
): string {
  const people = (subjects: Parameters<typeof subjectsMarkup>[0]): string => subjectsMarkup(subjects, view);
  return whyForbidden(view.texts.policy, decision, { action, repository: code(repository), people });
}
