import { hashToken } from '../access/tokens.ts';
import type { RegistryConfig, ServiceConfig, SourceConfig, TokenConfig } from './config.ts';
import { messageOf } from './error-message.ts';
import { bounds, registryDefaults, rules, type Bounds, type Rule } from './rules.ts';
import type { Surroundings } from './secret.ts';

/** The variables that describe the one registry of a service that has no configuration file. */
const registryVariables = [
  'IMAGES_ROOT',
  'REGISTRY_URL',
  'REGISTRY_USERNAME',
  'REGISTRY_PASSWORD',
  'REGISTRY_TOKEN',
  'REGISTRY_REALMS',
  'REGISTRY_CA',
  'REGISTRY_REPOSITORIES',
  'REGISTRY_ID',
  'FOLDER_ID',
  'PROTECTED_TAGS',
  'WEBHOOK_TOKEN',
  'RECONCILE_MINUTES',
] as const;

type Variable = (typeof registryVariables)[number] | 'HOST' | 'PORT' | 'DATABASE' | 'ACCESS_TOKEN';

/**
 * Reads what the environment says of the service. With a configuration file that is no registry, and what it says wins
 * over the file.
 *
 * @param problems takes all that is wrong; what is answered is of use only while nothing is.
 */
export function parseEnvironment(
  surroundings: Surroundings,
  hasFile: boolean,
  problems: string[],
): Partial<ServiceConfig> {
  const read = createReader(surroundings, problems);
  if (hasFile) {
    for (const name of registryVariables.filter((variable) => read.isSet(variable))) {
      problems.push(`${name} cannot be set besides CONFIG_FILE: describe the registry in the file.`);
    }
  }
  const registries = hasFile ? undefined : [parseRegistry(read)];
  const host = read.text('HOST', rules.anything);
  const port = read.number('PORT', bounds.port);
  const database = read.text('DATABASE', rules.anything);
  const accessToken = read.text('ACCESS_TOKEN', rules.accessToken);
  return {
    ...(registries && { registries }),
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
    ...(database !== undefined && { database }),
    tokens: accessToken === undefined ? [] : [accessTokenConfig(accessToken)],
  };
}

/** The token of the environment may do everything. */
function accessTokenConfig(token: string): TokenConfig {
  return { name: 'access-token', sha256: hashToken(token), role: 'deleter', repositories: ['**'] };
}

function parseRegistry(read: EnvironmentReader): RegistryConfig {
  const source = parseSource(read);
  if (read.isSet('WEBHOOK_TOKEN') && source.kind === 'layouts') {
    read.report('WEBHOOK_TOKEN is for REGISTRY_URL: a folder sends no events.');
  }
  return {
    id: read.text('REGISTRY_ID', rules.registryId) ?? registryDefaults.id,
    folderId: read.text('FOLDER_ID', rules.folderId),
    source,
    protectedTags: read.words('PROTECTED_TAGS', rules.tagPattern),
    eventsToken: read.text('WEBHOOK_TOKEN', rules.accessToken),
    reconcileMinutes:
      read.number('RECONCILE_MINUTES', bounds.reconcileMinutes) ?? registryDefaults.reconcileMinutes,
  };
}

function parseSource(read: EnvironmentReader): SourceConfig {
  if (read.isSet('IMAGES_ROOT') === read.isSet('REGISTRY_URL')) {
    read.report(
      'Set either IMAGES_ROOT, a folder that holds OCI image layouts, or REGISTRY_URL, an OCI registry; or CONFIG_FILE, for several.',
    );
  }
  const url = read.text('REGISTRY_URL', rules.origin);
  if (!read.isSet('REGISTRY_URL')) {
    return { kind: 'layouts', root: read.text('IMAGES_ROOT', rules.anything) ?? '' };
  }
  const username = read.text('REGISTRY_USERNAME', rules.anything);
  const password = read.text('REGISTRY_PASSWORD', rules.anything);
  const token = read.text('REGISTRY_TOKEN', rules.headerText);
  if ((username === undefined) !== (password === undefined)) {
    read.report('REGISTRY_USERNAME and REGISTRY_PASSWORD go together.');
  }
  if (read.isSet('REGISTRY_TOKEN') && username !== undefined) {
    read.report('REGISTRY_TOKEN takes the place of REGISTRY_USERNAME and REGISTRY_PASSWORD.');
  }
  const login = username === undefined || password === undefined ? undefined : { username, password };
  const repositories = read.words('REGISTRY_REPOSITORIES', rules.repository);
  return {
    kind: 'distribution',
    url: url ?? '',
    credentials: token === undefined ? login : { token },
    realms: read.words('REGISTRY_REALMS', rules.origin),
    ca: read.file('REGISTRY_CA', rules.certificates),
    repositories: repositories.length > 0 ? repositories : undefined,
  };
}

interface EnvironmentReader {
  isSet(name: Variable): boolean;
  report(problem: string): void;
  text(name: Variable, rule: Rule): string | undefined;
  number(name: Variable, range: Bounds): number | undefined;
  /** A list of words between spaces or commas. */
  words(name: Variable, rule: Rule): string[];
  /** The text of the file that a variable names. */
  file(name: Variable, rule: Rule): string | undefined;
}

function createReader({ env, readFile }: Surroundings, problems: string[]): EnvironmentReader {
  const valueOf = (name: Variable): string | undefined => env[name] || undefined;
  const report = (problem: string): void => void problems.push(problem);
  const check = (isRight: boolean, problem: string): void => {
    if (!isRight) report(problem);
  };
  return {
    report,
    isSet: (name) => valueOf(name) !== undefined,
    text(name, { isMet, must }) {
      const value = valueOf(name);
      check(value === undefined || isMet(value), `${name} must be ${must}.`);
      return value;
    },
    number(name, { min, max }) {
      const value = valueOf(name);
      if (value === undefined) return undefined;
      const number = /^\d{1,9}$/.test(value) ? Number(value) : -1;
      check(number >= min && number <= max, `${name} must be a whole number from ${min} to ${max}.`);
      return number;
    },
    words(name, { isMet, must }) {
      const words = (valueOf(name) ?? '').split(/[\s,]+/).filter((word) => word !== '');
      check(words.every(isMet), `${name} must be words between spaces, and each ${must}.`);
      return words;
    },
    file(name, { isMet, must }) {
      const path = valueOf(name);
      if (path === undefined) return undefined;
      try {
        const text = readFile(path);
        check(isMet(text), `${name} must be ${must}.`);
        return text;
      } catch (error) {
        report(`${name} names ${path}, which cannot be read: ${messageOf(error)}.`);
        return undefined;
      }
    },
  };
}
