import type { Policy } from './policy.ts';

/** What a policy calls by name in Slack, each once. */
export interface PolicyNames {
  readonly userIds: readonly string[];
  /** Ids and handles. */
  readonly groups: readonly string[];
  readonly channelIds: readonly string[];
}

/** Collects what a policy calls by name in Slack. */
export function namesIn({ grants, protections, channels, auditChannelId }: Policy): PolicyNames {
  const userIds = new Set<string>();
  const groups = new Set<string>();
  const subjects = [...grants.map(({ who }) => who), ...protections.map(({ approvers = [] }) => approvers)];
  for (const subject of subjects.flat()) {
    if (subject.kind === 'user') userIds.add(subject.userId);
    if (subject.kind === 'group') groups.add(subject.group);
  }
  const channelIds = new Set(channels.map(({ channelId }) => channelId).filter((id) => id !== '*'));
  if (auditChannelId !== undefined) channelIds.add(auditChannelId);
  return { userIds: [...userIds], groups: [...groups], channelIds: [...channelIds] };
}
