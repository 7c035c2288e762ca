import { limits } from './limits.ts';
import { clip, oneLine } from './mrkdwn.ts';

/**
 * What screen readers say of things of one kind, or a part of it: where two would sound alike, since they have one name or
 * their names are too long, each has its number in front.
 */
export function toldApart(names: readonly string[], maxLength: number = limits.accessibilityLabel): string[] {
  const heard = names.map((name) => clip(oneLine(name), maxLength));
  return heard.map((name, index) =>
    heard.indexOf(name) === heard.lastIndexOf(name) ? name : clip(`${index + 1}. ${name}`, maxLength),
  );
}
