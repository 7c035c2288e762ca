import { hashToken } from '../access/tokens.ts';
import type { RegistryConfig, ServiceConfig, SourceConfig, TokenConfig } from './config.ts';
import { createEnvironmentReader, type EnvironmentReader } from './environment-reader.ts';
import { bounds, registryDefaults, rules } from './rules.ts';
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
  const read = createEnvironmentReader(surroundings, problems);
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
