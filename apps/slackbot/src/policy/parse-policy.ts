import { parseDuration } from '../query/duration.ts';
import { findContradictions } from './contradictions.ts';
import { readFields, readList, readMapping, readText, readWord, shown, wholeFile } from './policy-reader.ts';
import type { Place, Read } from './policy-reader.ts';
import { channelId, isChannelId, repositoryPattern, subject, tagPattern } from './policy-words.ts';
import { readYaml } from './policy-yaml.ts';
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
import type { Subject } from './subject.ts';

/** What comes of reading a policy file: a policy, or all that is wrong with it, each with its place and what to do. */
export type ParsedPolicy = { readonly policy: Policy } | { readonly problems: readonly string[] };

/** Reads the text of a policy file, which is YAML. What the file says twice or against itself is a problem, too. */
export function parsePolicy(text: string): ParsedPolicy {
  const plain = readYaml(text);
  if ('problems' in plain) return plain;
  const problems: string[] = [];
  const policy = readPolicy(plain.value, wholeFile(problems));
  if (policy) problems.push(...findContradictions(policy));
  return policy && problems.length === 0 ? { policy } : { problems };
}

const fileFields = ['roles', 'channels', 'protected', 'expiresAfter', 'auditChannel'];

/**
 * Somebody who may be anybody, in the place of what cannot be read: a file with problems becomes no policy, and what is looked
 * for in the rest of it shall be wrong for certain.
 */
function unknownSubject({ path }: Place): Subject {
  return { kind: 'group', group: path };
}

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

function readGrants(value: unknown, at: Place): readonly Grant[] {
  const fields = readFields(value, at, roles);
  if (!fields) return [unknownGrant('admin', at)];
  const others = [...fields.keys()].filter((name) => !roles.some((role) => role === name));
  return [
    ...roles.flatMap((role) => (fields.has(role) ? readHolders(role, fields.get(role), at.field(role)) : [])),
    ...others.map((name) => unknownGrant('admin', at.field(name))),
  ];
}

function unknownGrant(role: Role, at: Place): Grant {
  return { role, who: [unknownSubject(at)], repositories: ['*'] };
}

/** Those who are named alone hold the role everywhere; the others in the repositories beside their names. */
function readHolders(role: Role, value: unknown, at: Place): Grant[] {
  const entries = readList(value, at, (entry, place): Grant => {
    const grant = readHolder(role, entry, place);
    return grant && place.isSound() ? grant : unknownGrant(role, place);
  });
  return [...(entries ?? [unknownGrant(role, at)])];
}

function readHolder(role: Role, entry: unknown, place: Place): Grant | undefined {
  if (typeof entry !== 'object') {
    const one = subject(entry, place);
    return one && { role, who: [one], repositories: ['*'] };
  }
  const fields = readFields(entry, place, ['who', 'repositories']);
  if (!fields) return undefined;
  const who = readList(fields.get('who'), place.field('who'), subject);
  const repositories = readRepositories(fields, place);
  return who && repositories && { role, who, repositories };
}

function readChannels(value: unknown, at: Place): readonly ChannelLimit[] | undefined {
  const limits: ChannelLimit[] = [];
  for (const [id, entry] of readMapping(value, at) ?? []) {
    const place = at.field(id);
    if (!isChannelId(id) && id !== '*') {
      place.problem('must be named by the id of a channel, such as C024BE91L, or by "*" for all others.');
    }
    const fields = readFields(entry, place, ['may', 'repositories']);
    if (!fields) {
      limits.push({ channelId: id, may: actions, repositories: ['*'] });
      continue;
    }
    const may = fields.has('may')
      ? readList(fields.get('may'), place.field('may'), readWord(actions))
      : actions;
    const repositories = readRepositories(fields, place);
    if (fields.size === 0) place.problem('limits nothing. Add "may" or "repositories", or leave it out.');
    const isKnown = may && repositories && place.isSound();
    limits.push({
      channelId: id,
      ...(isKnown ? { may, repositories } : { may: actions, repositories: ['*'] }),
    });
  }
  return limits;
}

const protectionFields = ['tags', 'repositories', 'approvals', 'approvers', 'typeDigest'];
/** What stands for a protection of which nothing can be read. */
const nothingAsked: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['tags', '*'],
  ['approvals', 0],
]);

function readProtection(value: unknown, at: Place): Protection {
  const fields = readFields(value, at, protectionFields) ?? nothingAsked;
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
    at.field('typeDigest').problem(`must be true or false; it is ${shown(typesDigest)}.`);
  }
  const areApproversKnown = approvals !== undefined && at.field('approvers').isSound();
  const whoApproves = areApproversKnown ? approvers : [unknownSubject(at)];
  return {
    // Those that cannot be read are no repetition of others.
    tags: tags && repositories && at.isSound() ? tags : [at.path],
    repositories: repositories ?? ['*'],
    approvals: approvals ?? 1,
    typesDigest: typesDigest !== false,
    ...(whoApproves && { approvers: whoApproves }),
  };
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
