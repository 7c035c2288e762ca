import { isRepositoryName } from '@registry-images/model';
import type { RegistryCredentials } from '@registry-images/oci';

import { isLoopback } from './http/loopback.ts';

/** Where the images are. */
export type SourceConfig =
  /** Below a folder, as OCI image layouts. */
  | { readonly kind: 'layouts'; readonly root: string }
  | {
      readonly kind: 'registry';
      readonly url: string;
      readonly credentials: RegistryCredentials | undefined;
      /** The origins, besides the registry's own, that may see the credentials. */
      readonly realms: readonly string[];
      /** The paths of the repositories, for a registry that does not list them. */
      readonly repositories: readonly string[] | undefined;
    };

/** How the service runs. */
export interface ServiceConfig {
  readonly source: SourceConfig;
  /** What the names of repositories begin with. */
  readonly registryId: string;
  readonly folderId: string | undefined;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly accessToken: string | undefined;
}

/** The configuration, or everything that is wrong with it, a sentence each. No sentence has a secret in it. */
export type ParsedConfig =
  | { readonly ok: true; readonly config: ServiceConfig }
  | { readonly ok: false; readonly problems: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the configuration from environment variables. An empty variable counts as one that is not set. */
export function parseConfig(env: Environment): ParsedConfig {
  const problems: string[] = [];
  const check = (isRight: boolean, problem: string): void => {
    if (!isRight) problems.push(problem);
  };
  const source = parseSource(env, check);
  const registryId = env['REGISTRY_ID'] || 'local';
  const folderId = env['FOLDER_ID'] || undefined;
  const host = env['HOST'] || '127.0.0.1';
  const port = env['PORT'] || '8080';
  const accessToken = env['ACCESS_TOKEN'] || undefined;

  check(
    isRepositoryName(registryId) && registryId.length <= 50 && !registryId.includes('/'),
    'REGISTRY_ID must be at most 50 lower-case letters, digits, "-" and "_".',
  );
  check(folderId === undefined || folderId.length <= 50, 'FOLDER_ID must have at most 50 characters.');
  check(/^\d{1,5}$/.test(port) && Number(port) <= 65_535, 'PORT must be a number from 0 to 65535.');
  check(
    accessToken === undefined || /^[\x21-\x7e]{16,}$/.test(accessToken),
    'ACCESS_TOKEN must have at least 16 characters, without spaces.',
  );
  check(
    accessToken !== undefined || isLoopback(host),
    'ACCESS_TOKEN is not set: without one the service can only listen on a loopback address, such as HOST=127.0.0.1.',
  );

  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, config: { source, registryId, folderId, host, port: Number(port), accessToken } };
}

function parseSource(env: Environment, check: (isRight: boolean, problem: string) => void): SourceConfig {
  const root = env['IMAGES_ROOT'] || undefined;
  const url = env['REGISTRY_URL'] || undefined;
  const username = env['REGISTRY_USERNAME'] || undefined;
  const password = env['REGISTRY_PASSWORD'] || undefined;
  const token = env['REGISTRY_TOKEN'] || undefined;
  const realms = words(env['REGISTRY_REALMS']);
  const repositories = words(env['REGISTRY_REPOSITORIES']);

  check(
    (root === undefined) !== (url === undefined),
    'Set either IMAGES_ROOT, a folder that holds OCI image layouts, or REGISTRY_URL, an OCI registry.',
  );
  if (url === undefined) return { kind: 'layouts', root: root ?? '' };
  check(
    isOrigin(url),
    'REGISTRY_URL must be like https://registry.example:5000, without a path and without credentials.',
  );
  check(
    (username === undefined) === (password === undefined),
    'REGISTRY_USERNAME and REGISTRY_PASSWORD go together.',
  );
  check(
    token === undefined || username === undefined,
    'REGISTRY_TOKEN takes the place of REGISTRY_USERNAME and REGISTRY_PASSWORD.',
  );
  check(
    realms.every(isOrigin),
    'REGISTRY_REALMS must be origins like https://auth.example, separated by spaces.',
  );
  check(
    repositories.every(isRepositoryName),
    'REGISTRY_REPOSITORIES must be names of repositories like team/app, separated by spaces.',
  );
  return {
    kind: 'registry',
    url,
    credentials: credentialsOf(username, password, token),
    realms,
    repositories: repositories.length > 0 ? repositories : undefined,
  };
}

function credentialsOf(
  username: string | undefined,
  password: string | undefined,
  token: string | undefined,
): RegistryCredentials | undefined {
  if (token !== undefined) return { token };
  return username !== undefined && password !== undefined ? { username, password } : undefined;
}

function words(text = ''): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && text.replace(/\/$/, '') === url.origin;
}
