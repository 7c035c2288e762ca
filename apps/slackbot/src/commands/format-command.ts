import { formatDuration } from '../query/duration.ts';
import type { Filters, Sort } from '../query/filters.ts';
import { formatSize } from '../query/size.ts';
import type { AuditRequest, CleanupRequest, Command, ListRequest } from './command.ts';
import { formatImageName } from './image-name.ts';

/** Writes a command, without the slash command, so that `parseCommand` reads the same one. Problems are left out. */
export function formatCommand(command: Command): string {
  const { name } = command;
  if (name === 'help') return words(name, command.topic);
  if (name === 'list') return formatList(command.list);
  if (name === 'cleanup') return formatCleanup(command.cleanup);
  if (name === 'audit') return formatAudit(command.audit);
  if (name === 'whoami') return name;
  return words(name, formatImageName(command.image));
}

function formatCleanup({ repository, filters, keepLast }: CleanupRequest): string {
  const keep = keepLast === undefined ? [] : [`--keep-last ${keepLast}`];
  return words('cleanup', repository, ...formatFilters(filters), ...keep);
}

function formatAudit({ userId, image }: AuditRequest): string {
  return words('audit', userId === undefined ? undefined : `<@${userId}>`, image && formatImageName(image));
}

/** Writes a list as the command that asks for it. Buttons carry lists in this form too. */
export function formatList({ repository, filters, sort }: ListRequest): string {
  return words('list', repository, ...formatFilters(filters), ...formatSort(sort));
}

/** Writes filters as flags. */
function formatFilters({ isUntagged, olderThanMs, largerThanBytes, tag }: Filters): string[] {
  return [
    ...(isUntagged ? ['--untagged'] : []),
    ...(olderThanMs === undefined ? [] : [`--older-than ${formatDuration(olderThanMs)}`]),
    ...(largerThanBytes === undefined ? [] : [`--larger-than ${formatSize(largerThanBytes)}`]),
    ...(tag === undefined ? [] : [`--tag ${tag}`]),
  ];
}

function formatSort(sort: Sort | undefined): string[] {
  if (!sort) return [];
  return [`--sort ${sort.field}`, ...(sort.isDescending ? ['--desc'] : [])];
}

function words(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' ');
}
