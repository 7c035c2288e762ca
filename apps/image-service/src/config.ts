import { isRepositoryName } from '@registry-images/model';

import { isLoopback } from './http/loopback.ts';

/** How the service runs. */
export interface ServiceConfig {
  /** The folder below which the OCI image layouts are. */
  readonly imagesRoot: string;
  /** What the names of repositories begin with. */
  readonly registryId: string;
  readonly folderId: string | undefined;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly accessToken: string | undefined;
}

/** The configuration, or everything that is wrong with it, a sentence each. */
export type ParsedConfig =
  | { readonly ok: true; readonly config: ServiceConfig }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads the configuration from environment variables. An empty variable counts as one that is not set. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): ParsedConfig {
  const imagesRoot = env['IMAGES_ROOT'] || undefined;
  const registryId = env['REGISTRY_ID'] || 'local';
  const folderId = env['FOLDER_ID'] || undefined;
  const host = env['HOST'] || '127.0.0.1';
  const port = env['PORT'] || '8080';
  const accessToken = env['ACCESS_TOKEN'] || undefined;

  const problems = [
    imagesRoot === undefined && 'IMAGES_ROOT is not set: name the folder that holds the OCI image layouts.',
    !(isRepositoryName(registryId) && registryId.length <= 50 && !registryId.includes('/')) &&
      'REGISTRY_ID must be at most 50 lower-case letters, digits, "-" and "_".',
    folderId !== undefined && folderId.length > 50 && 'FOLDER_ID must have at most 50 characters.',
    !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535) && 'PORT must be a number from 0 to 65535.',
    accessToken !== undefined &&
      !/^[\x21-\x7e]{16,}$/.test(accessToken) &&
      'ACCESS_TOKEN must have at least 16 characters, without spaces.',
    accessToken === undefined &&
      !isLoopback(host) &&
      'ACCESS_TOKEN is not set: without one the service can only listen on a loopback address, such as HOST=127.0.0.1.',
  ].filter((problem) => problem !== false);

  if (imagesRoot === undefined || problems.length > 0) return { ok: false, problems };
  return { ok: true, config: { imagesRoot, registryId, folderId, host, port: Number(port), accessToken } };
}
