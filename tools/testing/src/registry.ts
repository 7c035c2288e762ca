import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { onTestFinished } from 'vitest';

import { makeTemporaryFolder } from './temporary-folder.ts';
import type { TokenServer } from './token-server.ts';

/** What differs from a registry that lets everybody in and deletes. */
export interface RegistryVariant {
  /** The data of another one, which should not write any more. */
  readonly data?: string;
  readonly deletion?: false;
  readonly readOnly?: true;
  /** Lines of a file as `htpasswd -B` makes it. */
  readonly htpasswd?: string;
  readonly tokens?: TokenServer;
  /** Where events go, with which bearer token. */
  readonly webhook?: { readonly url: string; readonly token: string };
  /** The most repositories that a page of the catalog may have. */
  readonly maxCatalogEntries?: number;
  /** Settings of its configuration file, in the place of those that it would have. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Variables of its environment, which go before its configuration file. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A registry on the loopback. */
export interface RunningRegistry {
  readonly url: string;
  /** `127.0.0.1:…`, as references to its images begin. */
  readonly host: string;
  readonly data: string;
  /** Ends it as a machine does that loses its power. Called when the test ends, too. */
  stop(): Promise<void>;
}

/** Starts CNCF Distribution from Debian's package, on a port of its own choice, until the test ends. */
export async function startRegistry(variant: RegistryVariant = {}): Promise<RunningRegistry> {
  const folder = await makeTemporaryFolder();
  const data = variant.data ?? join(folder, 'data');
  const config = join(folder, 'config.json');
  // JSON is YAML, too.
  await writeFile(config, JSON.stringify(await configOf(variant, folder, data)));
  const child = spawn('docker-registry', ['serve', config], {
    env: { PATH: process.env['PATH'], ...variant.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stop = () => end(child);
  onTestFinished(stop);
  const host = await addressOf(child);
  return { url: `http://${host}`, host, data, stop };
}

async function configOf(variant: RegistryVariant, folder: string, data: string): Promise<object> {
  const { deletion = true, readOnly = false, webhook, maxCatalogEntries, settings } = variant;
  return {
    version: '0.1',
    log: { level: 'info', formatter: 'json' },
    storage: {
      filesystem: { rootdirectory: data },
      delete: { enabled: deletion },
      maintenance: { readonly: { enabled: readOnly }, uploadpurging: { enabled: false } },
    },
    http: { addr: '127.0.0.1:0', secret: 'of no importance' },
    ...(webhook && { notifications: { endpoints: [endpointOf(webhook)] } }),
    ...(maxCatalogEntries !== undefined && { catalog: { maxentries: maxCatalogEntries } }),
    ...(await accessOf(variant, folder)),
    ...settings,
  };
}

function endpointOf({ url, token }: { readonly url: string; readonly token: string }): object {
  const headers = { Authorization: [`Bearer ${token}`] };
  return { name: 'test', url, headers, timeout: '5s', threshold: 3, backoff: '1s' };
}

async function accessOf({ htpasswd, tokens }: RegistryVariant, folder: string): Promise<object> {
  const path = join(folder, 'access');
  if (htpasswd !== undefined) {
    await writeFile(path, htpasswd);
    return { auth: { htpasswd: { realm: 'test', path } } };
  }
  if (!tokens) return {};
  const { realm, service, issuer, certificate } = tokens;
  await writeFile(path, certificate);
  return { auth: { token: { realm, service, issuer, rootcertbundle: path } } };
}

/** Where the registry listens, as its log says once it does. */
async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (!stderr) throw new Error('The log of the registry is piped.');
  const lines: string[] = [];
  for await (const line of createInterface({ input: stderr })) {
    const [, address] = /listening on (127\.0\.0\.1:\d+)/.exec(line) ?? [];
    if (address !== undefined) {
      // A log that nobody reads would stop the registry.
      stderr.resume();
      return address;
    }
    lines.push(line);
  }
  throw new Error(`The registry did not start: ${lines.join('\n')}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
