import type { Subject } from '../policy/subject.ts';
import { code } from './mrkdwn.ts';
import type { View } from './view.ts';

/** A user as a mention, which shows their name. What is no user id is shown as it is, and mentions nobody. */
export function userMarkup(userId: string): string {
  return /^[UW][A-Z0-9]{1,30}$/.test(userId) ? `<@${userId}>` : code(userId);
}

/** A channel as a link. */
export function channelMarkup(channelId: string): string {
  return /^[CGD][A-Z0-9]{1,30}$/.test(channelId) ? `<#${channelId}>` : code(channelId, 40);
}

/** Those of whom the policy speaks, as mark-up. A group is named, not mentioned: that would ring at everybody in it. */
export function subjectsMarkup(subjects: readonly Subject[], { texts }: View): string {
  const shown = subjects.slice(0, 5).map((subject) => {
    if (subject.kind === 'everyone') return texts.delete.everyoneElse;
    return subject.kind === 'user' ? userMarkup(subject.userId) : code(`@${subject.group}`);
  });
  const more = subjects.length - shown.length;
  return more > 0 ? `${shown.join(', ')} ${texts.common.andMore(more)}` : shown.join(texts.problem.or);
}

/**
 * A time as everybody's client writes it in their own time zone, to the minute.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text/#date-formatting
 */
export function timeMarkup(ms: number): string {
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) return '—';
  const fallback = `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  // Builds that can be repeated say that they are from 1970 or before, which Slack does not write.
  return ms < 0 ? fallback : `<!date^${Math.floor(ms / 1000)}^{date_short_pretty} {time}|${fallback}>`;
}
