import type { Action } from '../policy/policy.ts';
import type { Subject } from '../policy/subject.ts';
import type { Answer } from './answer.ts';
import { context, header, section } from './blocks.ts';
import { code } from './mrkdwn.ts';
import { pageText } from './paged-text.ts';
import { channelMarkup, subjectsMarkup, userMarkup } from './people.ts';
import type { View } from './view.ts';

/** What somebody may do, and who may do what they may not. */
export interface Rights {
  readonly userId: string;
  readonly roles: readonly string[];
  /** The handles of the groups that count for it. */
  readonly groups: readonly string[];
  readonly actions: readonly Right[];
  /** The channel in which less is allowed than elsewhere, if it is one. */
  readonly narrowedIn?: string;
  /** Whether nobody has set up a policy. */
  readonly isDefaultPolicy: boolean;
}

/** One thing to do: in which repositories, or who may do it. */
export interface Right {
  readonly action: Action;
  /** Patterns; none where it is not allowed at all. */
  readonly repositories: readonly string[];
  readonly whoMay: readonly Subject[];
}

/** What the caller may do here. */
export function whoamiView(rights: Rights, view: View): Answer {
  const words = view.texts.whoami;
  return {
    text: words.summary(userMarkup(rights.userId)),
    blocks: [
      header(words.title),
      ...rightsTexts(rights, view).map(section),
      context(view.texts.common.onlyYou),
    ],
  };
}

/** What somebody may do, as texts of sections. */
export function rightsTexts(rights: Rights, view: View): readonly string[] {
  const words = view.texts.whoami;
  const { roles, groups, narrowedIn } = rights;
  const lines = [
    roles.length === 0 ? words.noRoles : words.roles(roles.map((role) => code(role)).join(', ')),
    ...(groups.length === 0 ? [] : [words.groups(groups.map((group) => code(`@${group}`)).join(', '))]),
    ...rights.actions.map((right) => rightText(right, view)),
    ...(narrowedIn === undefined ? [] : [words.narrowed(channelMarkup(narrowedIn))]),
    ...(rights.isDefaultPolicy ? [words.noPolicy] : []),
  ];
  return pageText(lines, '\n', 5).texts;
}

function rightText({ action, repositories, whoMay }: Right, view: View): string {
  const words = view.texts.whoami;
  const what = words.actions[action];
  if (repositories.length === 0) {
    return whoMay.length === 0 ? words.nobodyMay(what) : words.mayNotDo(what, subjectsMarkup(whoMay, view));
  }
  if (repositories.includes('*')) return words.mayDo(what, words.everywhere);
  const patterns = repositories.slice(0, 10).map((pattern) => code(pattern, 100));
  const more = repositories.length - patterns.length;
  const all = patterns.join(', ') + (more > 0 ? ` ${view.texts.common.andMoreTags(more)}` : '');
  return words.mayDo(what, words.inRepositories(all));
}
