import type { Rights, Right } from '../features/who-am-i.ts';
import type { ChannelLimit, Protection } from '../policy/policy.ts';
import type { Answer } from './answer.ts';
import { context, header, section } from './blocks.ts';
import { code } from './mrkdwn.ts';
import { pageText } from './paged-text.ts';
import { subjectsMarkup, userMarkup } from './people.ts';
import type { View } from './view.ts';

/** So many patterns stand in one sentence. */
const maxPatterns = 8;
const maxProtections = 10;
const textSections = 8;

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
export function rightsTexts(
  { roles, groups, rights, limit, protections, source }: Rights,
  view: View,
): readonly string[] {
  const words = view.texts.whoami;
  const lines = [
    ...(source === 'default' ? [words.noPolicy] : []),
    roles.length === 0 ? words.noRoles : words.roles(roles.map((role) => code(role)).join(', ')),
    ...(groups.length === 0
      ? []
      : [
          words.groups(
            patterns(
              groups.map(({ handle }) => `@${handle}`),
              view,
            ),
          ),
        ]),
    ...rights.map((right) => rightText(right, view)),
    ...(limit ? [limitText(limit, view)] : []),
    ...protections.slice(0, maxProtections).map((protection) => protectionText(protection, view)),
    ...(protections.length > maxProtections
      ? [view.texts.common.andMore(protections.length - maxProtections)]
      : []),
  ];
  return pageText(lines, '\n', textSections).texts;
}

function rightText({ action, repositories, whoMay }: Right, view: View): string {
  const words = view.texts.whoami;
  const what = words.actions[action];
  if (repositories.length > 0) return words.mayDo(what, where(repositories, view));
  return whoMay.length === 0 ? words.nobodyMay(what) : words.mayNotDo(what, subjectsMarkup(whoMay, view));
}

function limitText({ may, repositories }: ChannelLimit, view: View): string {
  const words = view.texts.whoami;
  if (may.length === 0 || repositories.length === 0) return words.limitedToNothing;
  const allowed = may.map((action) => words.actions[action]);
  return words.limited(words.all(allowed), where(repositories, view));
}

function protectionText({ tags, repositories, approvals, typesDigest }: Protection, view: View): string {
  const words = view.texts.whoami;
  const needs = [
    ...(approvals > 0 ? [words.needsApprovals(approvals)] : []),
    ...(typesDigest ? [words.needsDigest] : []),
  ];
  return words.protection(patterns(tags, view), where(repositories, view), words.all(needs));
}

function where(repositories: readonly string[], view: View): string {
  const words = view.texts.whoami;
  return repositories.includes('*') ? words.everywhere : words.inRepositories(patterns(repositories, view));
}

function patterns(all: readonly string[], { texts }: View): string {
  const shown = all.slice(0, maxPatterns).map((pattern) => code(pattern, 100));
  const more = all.length - shown.length;
  return more > 0 ? `${shown.join(', ')} ${texts.common.andMore(more)}` : shown.join(', ');
}
