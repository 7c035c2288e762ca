import { isTagPattern } from '../query/glob.ts';
import { readText, shown, type Read } from './policy-reader.ts';
import type { Subject } from './subject.ts';

/** Whether a text looks like the id of a channel, such as `C024BE91L`. */
export function isChannelId(text: string): boolean {
  return /^[CGD][A-Z0-9]{2,}$/.test(text);
}

/** Reads the id of a channel. */
export const channelId: Read<string> = readText(
  isChannelId,
  'the id of a channel, such as C024BE91L (in Slack: the channel\'s name, then "About")',
);

/** Reads a pattern for tags. */
export const tagPattern: Read<string> = readText(
  isTagPattern,
  'a pattern for tags, such as "prod-*": the characters of tags, "*" and "?"',
);

/** Reads a pattern for the names of repositories. */
export const repositoryPattern: Read<string> = readText(
  (text) => text.length <= 256 && /^[a-z0-9._/*?-]+$/.test(text) && !text.startsWith('/'),
  'a pattern for repositories, such as "team-a/*": small letters, digits, ". _ - /", "*" and "?"',
);

/** Reads who is meant: everyone, a user or a user group. */
export const subject: Read<Subject> = (value, at) => {
  if (value === 'everyone') return { kind: 'everyone' };
  if (typeof value === 'string') {
    if (/^[UW][A-Z0-9]{2,}$/.test(value)) return { kind: 'user', userId: value };
    if (/^S[A-Z0-9]{2,}$/.test(value)) return { kind: 'group', group: value };
    const [, handle] = /^@([a-z0-9._-]+)$/.exec(value) ?? [];
    if (handle !== undefined) return { kind: 'group', group: handle };
  }
  return at.problem(
    `must be "everyone", the id of a user such as U024BE7LH, or a user group as its id such as S0604QSJC or its handle such as "@platform", in quotes; it is ${shown(value)}.`,
  );
};
