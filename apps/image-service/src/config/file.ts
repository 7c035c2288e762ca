import { dirname, resolve } from 'node:path';

import type { RegistryConfig, ServiceConfig, SourceConfig, TokenConfig } from './config.ts';
import { bounds, registryDefaults, rules } from './rules.ts';
import { readNamedFile, readSecret, type Surroundings } from './secret.ts';
import {
  readFields,
  readItems,
  readNumber,
  readRequired,
  readSettings,
  readSome,
  readText,
  type Setting,
} from './setting.ts';

/** What a configuration file says. What it may leave out, it leaves to the defaults. */
export type FileConfig = Pick<ServiceConfig, 'registries' | 'tokens'> &
  Partial<Pick<ServiceConfig, 'host' | 'port' | 'database'>>;

/**
 * Reads a configuration file. Paths in it are relative to its folder.
 *
 * @param problems takes all that is wrong with it; what is answered is of use only while nothing is.
 */
export function parseFile(
  { path, text }: { readonly path: string; readonly text: string },
  surroundings: Surroundings,
  problems: string[],
): FileConfig {
  const inFolder = (other: string): string => resolve(dirname(path), other);
  const { env } = surroundings;
  const around = { env, readFile: (file: string) => surroundings.readFile(inFolder(file)) };
  const root = readSettings(text, problems);
  const field = root && readFields(root, ['listen', 'database', 'registries', 'tokens']);
  if (!field) return { registries: [], tokens: [] };

  const listen = readFields(field('listen'), ['host', 'port']);
  const host = readText(listen('host'), rules.anything);
  const port = readNumber(listen('port'), bounds.port);
  const database = readText(field('database'), rules.anything);
  const registries = readSome(field('registries'), 'registry');
  return {
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
    ...(database !== undefined && { database: database === ':memory:' ? database : inFolder(database) }),
    registries: registries.map((registry) => readRegistry(registry, { ...around, inFolder })),
    tokens: readItems(field('tokens')).map(readToken),
  };
}

interface FileSurroundings extends Surroundings {
  readonly inFolder: (path: string) => string;
}

function readRegistry(setting: Setting, around: FileSurroundings): RegistryConfig {
  const field = readFields(setting, [
    'id',
    'folderId',
    'layouts',
    'distribution',
    'protectedTags',
    'events',
    'reconcileMinutes',
  ]);
  const [layouts, distribution] = [field('layouts'), field('distribution')];
  if (layouts.value === undefined && distribution.value === undefined) {
    layouts.report('is missing, and so is distribution: one of them says where the images are.');
  } else if (layouts.value !== undefined && distribution.value !== undefined) {
    distribution.report('cannot be set besides layouts: a registry has its images in one place.');
  }
  const events = readFields(field('events'), ['token']);
  if (field('events').value !== undefined) {
    if (events('token').value === undefined) events('token').report('is missing: events need a token.');
    if (layouts.value !== undefined) field('events').report('is for a distribution: a folder sends none.');
  }
  return {
    id: readRequired(field('id'), rules.registryId),
    folderId: readText(field('folderId'), rules.folderId),
    source:
      distribution.value === undefined
        ? readLayouts(layouts, around)
        : readDistribution(distribution, around),
    protectedTags: readItems(field('protectedTags')).map((tag) => readRequired(tag, rules.tagPattern)),
    eventsToken: readSecret(events('token'), rules.accessToken, around),
    reconcileMinutes:
      readNumber(field('reconcileMinutes'), bounds.reconcileMinutes) ?? registryDefaults.reconcileMinutes,
  };
}

function readLayouts(setting: Setting, { inFolder }: FileSurroundings): SourceConfig {
  const root = readFields(setting, ['root'])('root');
  if (setting.value === undefined) return { kind: 'layouts', root: '' };
  return { kind: 'layouts', root: inFolder(readRequired(root, rules.anything)) };
}

function readDistribution(setting: Setting, around: FileSurroundings): SourceConfig {
  const field = readFields(setting, ['url', 'username', 'password', 'token', 'realms', 'ca', 'repositories']);
  const url = readRequired(field('url'), rules.origin);
  const username = readText(field('username'), rules.anything);
  const password = readSecret(field('password'), rules.anything, around);
  const token = readSecret(field('token'), rules.headerText, around);
  const repositories = readItems(field('repositories')).map((name) => readRequired(name, rules.repository));

  const isSet = (key: 'username' | 'password' | 'token'): boolean => field(key).value !== undefined;
  if (isSet('username') !== isSet('password'))
    setting.report('must have both username and password, or none.');
  if (isSet('username') && isSet('token')) {
    setting.report('must have either a token or a username with its password.');
  }
  const ca = readNamedFile(field('ca'), rules.certificates, around);
  if (ca !== undefined && url.startsWith('http:')) field('ca').report('is for a url that begins with https.');
  const login = username === undefined || password === undefined ? undefined : { username, password };
  return {
    kind: 'distribution',
    url,
    credentials: token === undefined ? login : { token },
    realms: readItems(field('realms')).map((realm) => readRequired(realm, rules.origin)),
    ca,
    repositories: repositories.length > 0 ? repositories : undefined,
  };
}

function readToken(setting: Setting): TokenConfig {
  const field = readFields(setting, ['name', 'sha256', 'role', 'repositories']);
  const patterns = readSome(field('repositories'), "pattern, such as ['**'] for everything");
  return {
    name: readRequired(field('name'), rules.tokenName),
    sha256: readRequired(field('sha256'), rules.sha256),
    role: readRequired(field('role'), rules.role) === 'deleter' ? 'deleter' : 'reader',
    repositories: patterns.map((pattern) => readRequired(pattern, rules.repositoryPattern)),
  };
}
