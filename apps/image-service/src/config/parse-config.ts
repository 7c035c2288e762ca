import { isLoopback } from '../http/loopback.ts';
import type { ServiceConfig, TokenConfig } from './config.ts';
import { nearest } from './did-you-mean.ts';
import { parseEnvironment } from './environment.ts';
import { messageOf } from './error-message.ts';
import { parseFile, type FileConfig } from './file.ts';
import { defaults } from './rules.ts';
import type { Surroundings } from './secret.ts';

/** The configuration, or everything that is wrong with it, a sentence each. No sentence has a secret in it. */
export type ParsedConfig =
  | {
      readonly ok: true;
      readonly config: ServiceConfig;
      /** What the file says and the environment says otherwise, a sentence each. */
      readonly overridden: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads the configuration from environment variables, and from the file that `CONFIG_FILE` names. Where both have a
 * setting, the environment wins; its token is one more.
 */
export function parseConfig(surroundings: Surroundings): ParsedConfig {
  const problems: string[] = [];
  const path = surroundings.env['CONFIG_FILE'] || undefined;
  const environment = parseEnvironment(surroundings, path !== undefined, problems);
  const file = path === undefined ? undefined : tryParseFile(path, surroundings, problems);
  const config: ServiceConfig = {
    ...defaults,
    registries: [],
    ...file,
    ...environment,
    tokens: [...(file?.tokens ?? []), ...(environment.tokens ?? [])],
  };
  problems.push(...contradictionsIn(config));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, config, overridden: [...overriddenIn(file ?? {}, environment)] };
}

/** The file of the database, or why there is none that could be read. */
export type ParsedDatabase =
  | { readonly ok: true; readonly database: string }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads of the configuration no more than where the database is, for what needs nothing else. */
export function parseDatabase(surroundings: Surroundings): ParsedDatabase {
  const { CONFIG_FILE: path, DATABASE: named } = surroundings.env;
  if (named) return { ok: true, database: named };
  const unreadable: string[] = [];
  const file = path ? tryParseFile(path, surroundings, unreadable) : undefined;
  if (path && !file) return { ok: false, problems: unreadable };
  const { database = defaults.database } = file ?? {};
  if (database !== ':memory:') return { ok: true, database };
  const problem =
    'Set DATABASE, or CONFIG_FILE with database: in it. Without a file nothing outlives the service.';
  return { ok: false, problems: [problem] };
}

function tryParseFile(path: string, surroundings: Surroundings, problems: string[]): FileConfig | undefined {
  let text: string;
  try {
    text = surroundings.readFile(path);
  } catch (error) {
    problems.push(`CONFIG_FILE names ${path}, which cannot be read: ${messageOf(error)}.`);
    return undefined;
  }
  return parseFile({ path, text }, surroundings, problems);
}

/** The environment is often not written by whoever wrote the file: a container image brings some. */
function* overriddenIn(file: Partial<FileConfig>, environment: Partial<ServiceConfig>): Generator<string> {
  for (const key of ['host', 'port', 'database'] as const) {
    const [own, other] = [file[key], environment[key]];
    if (own === undefined || other === undefined || own === other) continue;
    yield `${key.toUpperCase()} is ${other}, as the environment says, and not ${own}, as CONFIG_FILE does.`;
  }
}

function* contradictionsIn({ host, registries, tokens }: ServiceConfig): Generator<string> {
  for (const id of repeated(registries.map((registry) => registry.id))) {
    yield `Two registries have the id ${id}: each needs one of its own, because the names of images begin with it.`;
  }
  for (const name of repeated(tokens.map((token) => token.name))) {
    yield `Two tokens have the name ${name}: each needs one of its own, for the audit log.`;
  }
  if (repeated(tokens.map(({ sha256 }) => sha256)).length > 0) {
    yield 'Two tokens have the same sha256: a token is of one name.';
  }
  const ids = registries.map(({ id }) => id);
  for (const { name, pattern, id } of tokens.flatMap(patternsOf)) {
    if (id === '' || id.includes('*') || ids.includes(id)) continue;
    const meant = nearest(id, ids);
    const advice = meant === undefined ? `use one of ${ids.join(', ')}.` : `did you mean ${meant}?`;
    yield `The token ${name} is for ${pattern}, and there is no registry ${id}: ${advice}`;
  }
  if (tokens.length === 0 && !isLoopback(host)) {
    yield `ACCESS_TOKEN is not set, and no other token: without one the service can only listen on a loopback address, such as HOST=127.0.0.1, not on ${host}.`;
  }
}

function patternsOf({ name, repositories }: TokenConfig) {
  return repositories.map((pattern) => ({ name, pattern, id: pattern.split('/')[0] ?? '' }));
}

function repeated(values: readonly string[]): string[] {
  const set = values.filter((value) => value !== '');
  return [...new Set(set.filter((value, index) => set.indexOf(value) !== index))];
}
