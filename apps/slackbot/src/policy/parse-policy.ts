import { isAlias, LineCounter, parseDocument, visit, type Document } from 'yaml';

import { parseDuration } from '../query/duration.ts';
import { findContradictions } from './contradictions.ts';
import { readFields, readList, readMapping, readText, readWord, shown, wholeFile } from './policy-reader.ts';
import type { Place, Read } from './policy-reader.ts';
import { channelId, isChannelId, repositoryPattern, subject, tagPattern } from './policy-words.ts';
import {
  actions,
  defaultExpiresAfterMs,
  roles,
  type ChannelLimit,
  type Grant,
  type Policy,
  type Protection,
  type Role,
} from './policy.ts';

/** What comes of reading a policy file: a policy, or all that is wrong with it, each with its place and what to do. */
export type ParsedPolicy = { readonly policy: Policy } | { readonly problems: readonly string[] };

/** Reads the text of a policy file, which is YAML. What the file says twice or against itself is a problem, too. */
export function parsePolicy(text: string): ParsedPolicy {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: true, uniqueKeys: true });
  const notRead = [
    ...document.errors.map(({ message }) => message),
    ...unknownAliases(document, lineCounter),
  ];
  if (notRead.length > 0) return { problems: notRead.map(notYaml) };
  const plain = toPlain(document);
  if ('message' in plain) return { problems: [notYaml(plain.message)] };
  const problems: string[] = [];
  const policy = readPolicy(plain.value, wholeFile(problems));
  if (policy && problems.length === 0) problems.push(...findContradictions(policy));
  return policy && problems.length === 0 ? { policy } : { problems };
}

const fileFields = ['roles', 'channels', 'protected', 'expiresAfter', 'auditChannel'];

function readPolicy(value: unknown, file: Place): Policy | undefined {
  const fields = readFields(value ?? {}, file, fileFields);
  if (!fields) return undefined;
  const optional = <T>(name: string, read: Read<T>): T | undefined =>
    fields.has(name) ? read(fields.get(name), file.field(name)) : undefined;
  if (!fields.has('roles')) {
    file.problem('gives nobody a role. Add "roles:", such as "roles: { viewer: everyone }".');
  }
  const auditChannelId = optional('auditChannel', channelId);
  return {
    source: 'file',
    grants: optional('roles', readGrants) ?? [],
    channels: optional('channels', readChannels) ?? [],
    protections: optional('protected', (list, at) => readList(list, at, readProtection)) ?? [],
    expiresAfterMs: optional('expiresAfter', readDuration) ?? defaultExpiresAfterMs,
    ...(auditChannelId !== undefined && { auditChannelId }),
  };
}

function readGrants(value: unknown, at: Place): readonly Grant[] | undefined {
  const fields = readFields(value, at, roles);
  if (!fields) return undefined;
  return roles.flatMap((role) => {
    if (!fields.has(role)) return [];
    return readHolders(role, fields.get(role), at.field(role));
  });
}

/** Those who are named alone hold the role everywhere; the others in the repositories beside their names. */
function readHolders(role: Role, value: unknown, at: Place): Grant[] {
  const entries = readList(value, at, (entry, place): Grant | undefined => {
    if (typeof entry !== 'object') {
      const one = subject(entry, place);
      return one && { role, who: [one], repositories: ['*'] };
    }
    const fields = readFields(entry, place, ['who', 'repositories']);
    if (!fields) return undefined;
    const who = readList(fields.get('who'), place.field('who'), subject);
    const repositories = readRepositories(fields, place);
    return who && repositories && { role, who, repositories };
  });
  return [...(entries ?? [])];
}

function readChannels(value: unknown, at: Place): readonly ChannelLimit[] | undefined {
  const limits: ChannelLimit[] = [];
  for (const [id, entry] of readMapping(value, at) ?? []) {
    const place = at.field(id);
    if (!isChannelId(id) && id !== '*') {
      place.problem('must be named by the id of a channel, such as C024BE91L, or by "*" for all others.');
    }
    const fields = readFields(entry, place, ['may', 'repositories']);
    if (!fields) continue;
    const may = fields.has('may')
      ? readList(fields.get('may'), place.field('may'), readWord(actions))
      : actions;
    const repositories = readRepositories(fields, place);
    if (fields.size === 0) place.problem('limits nothing. Add "may" or "repositories", or leave it out.');
    if (may && repositories) limits.push({ channelId: id, may, repositories });
  }
  return limits;
}

const protectionFields = ['tags', 'repositories', 'approvals', 'approvers', 'typeDigest'];

function readProtection(value: unknown, at: Place): Protection | undefined {
  const fields = readFields(value, at, protectionFields);
  if (!fields) return undefined;
  if (!fields.has('tags')) at.problem('names no tags. Add "tags", such as "tags: [latest, prod-*]".');
  const valueOf = (name: string, otherwise: unknown): unknown =>
    fields.has(name) ? fields.get(name) : otherwise;
  const tags = readList(valueOf('tags', '*'), at.field('tags'), tagPattern);
  const repositories = readRepositories(fields, at);
  const approvals = readApprovals(valueOf('approvals', 1), at.field('approvals'));
  const approvers = fields.has('approvers')
    ? readList(fields.get('approvers'), at.field('approvers'), subject)
    : undefined;
  const typesDigest = valueOf('typeDigest', true);
  if (typeof typesDigest !== 'boolean') {
    return at.field('typeDigest').problem(`must be true or false; it is ${shown(typesDigest)}.`);
  }
  if (!tags || !repositories || approvals === undefined) return undefined;
  return { tags, repositories, approvals, typesDigest, ...(approvers && { approvers }) };
}

function readRepositories(fields: ReadonlyMap<string, unknown>, at: Place): readonly string[] | undefined {
  if (!fields.has('repositories')) return ['*'];
  return readList(fields.get('repositories'), at.field('repositories'), repositoryPattern);
}

/** More than that would be no policy, but a way not to delete. */
const maxApprovals = 20;

const readApprovals: Read<number> = (value, at) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= maxApprovals
    ? value
    : at.problem(`must be a whole number from 0 to ${maxApprovals}; it is ${shown(value)}.`);

const readDuration: Read<number> = (value, at) => {
  const text = readText((each) => parseDuration(each) !== undefined, 'a duration, such as 12h, 7d or 2w')(
    value,
    at,
  );
  return text === undefined ? undefined : parseDuration(text);
};

/** What looks like an alias of something else in the file, and is a pattern without quotes. */
function unknownAliases(document: Document, lines: LineCounter): string[] {
  const found: string[] = [];
  visit(document, {
    Node(_key, node) {
      // One without a name is an error of the parser already.
      if (!isAlias(node) || node.source === '' || node.resolve(document)) return;
      const { line, col } = lines.linePos(node.range?.[0] ?? 0);
      found.push(`Alias *${node.source} stands for nothing at line ${line}, column ${col}`);
    },
  });
  return found;
}

/** Aliases that blow a small file up to a large one end here. */
function toPlain(document: Document): { readonly value: unknown } | { readonly message: string } {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) };
  }
}

/** The parser's words, without its picture of the place, which may be long. */
function notYaml(message: string): string {
  const firstLine = (message.split('\n')[0] ?? '').replace(/[:.]$/, '');
  const hint =
    (firstLine.includes('reserved character @') && ' Put the handles of groups in quotes.') ||
    (firstLine.startsWith('Alias ') && ' Put patterns that begin with a star in quotes.');
  return `The file is not YAML: ${firstLine}.${hint || ''}`;
}
