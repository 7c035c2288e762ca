import { AsyncLocalStorage } from 'node:async_hooks';
import { gzipSync } from 'node:zlib';

import { createImagesClient, type ImagesClient, type ListImagesQuery } from '@registry-images/client';
import type { Image } from '@registry-images/model';
import {
  createLayout,
  digestOf,
  pushImage,
  systemClock,
  type Clock,
  type Descriptor,
  type ImageLayout,
} from '@registry-images/oci';
import { makeTemporaryFolder } from '@registry-images/testing';
import { onTestFinished } from 'vitest';

import { hashToken } from '../src/access/tokens.ts';
import type { RegistryConfig, SourceConfig, TokenConfig } from '../src/config/config.ts';
import { createImageService, type ImageService } from '../src/image-service.ts';
import { createLogger } from '../src/log.ts';
import { expectDescribed } from './contract.ts';

/** A service, called without a port. Every answer is checked against the OpenAPI description. */
export interface TestService extends Pick<ImageService, 'operations' | 'store' | 'sync'> {
  /** Where the layouts are. */
  readonly root: string;
  /** What the service has logged, a JSON line each. */
  readonly logs: readonly string[];
  /** Sends a request, from an IP address if there is one; the answer's body is read as JSON. */
  send(path: string, init?: RequestInit, address?: string): Promise<SentAnswer>;
  readonly fetch: (request: Request) => Promise<Response>;
  /** A client of the service. */
  readonly client: ImagesClient;
  /** Every image of the service. */
  list(query?: ListImagesQuery): Promise<Image[]>;
  /** Deletes an image, and waits until that is done. */
  delete(imageId: string): Promise<void>;
  /** The layout of a repository; made where it is not there. */
  layout(repository: string): Promise<ImageLayout>;
  /** Pushes an image of one layer with this text. */
  push(repository: string, text: string, options?: PushOptions): Promise<Descriptor>;
  /** Ends the service as a signal would. It ends with the test anyway. */
  stop(): Promise<void>;
}

interface SentAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

interface PushOptions {
  readonly tags?: readonly string[];
  readonly created?: string;
  /** Such as `linux/arm/v7`. */
  readonly platform?: string;
}

/** What differs from a service `local` over an empty folder, with a database in memory. */
export interface TestServiceOptions {
  /** May do everything. */
  readonly accessToken?: string;
  readonly tokens?: readonly TokenConfig[];
  readonly folderId?: string;
  readonly source?: SourceConfig;
  readonly protectedTags?: readonly string[];
  readonly eventsToken?: string;
  /** In the place of the registry `local`. */
  readonly registries?: readonly RegistryConfig[];
  readonly database?: string;
  readonly clock?: Clock;
  /** Whether the registries are read without being asked; by default those that are no layouts. */
  readonly isStarted?: boolean;
}

/** Makes a service. */
export async function makeService(options: TestServiceOptions = {}): Promise<TestService> {
  const root = await makeTemporaryFolder();
  const logs: string[] = [];
  const requests = new AsyncLocalStorage<{ requestId: string }>();
  const destination = { write: (line: string) => void logs.push(line) };
  const registries = options.registries ?? [registryConfig({ ...options, root })];
  const service = createImageService({
    config: { database: options.database ?? ':memory:', registries, tokens: tokensOf(options) },
    logger: createLogger({ level: 'debug', requests, destination }),
    requests,
    clock: options.clock ?? systemClock,
    measuresProcess: false,
  });
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= service.stop(0));
  onTestFinished(stop);
  if (options.isStarted ?? registries.some(({ source }) => source.kind !== 'layouts')) service.start();

  const fetchFrom = async (remoteAddress: string | undefined, request: Request): Promise<Response> => {
    const response = await service.fetch(request, { incoming: { socket: { remoteAddress } } });
    await expectDescribed(request, response.clone());
    return response;
  };
  const fetch = (request: Request): Promise<Response> => fetchFrom(undefined, request);
  const client = createImagesClient({ baseUrl: 'http://localhost', fetch });
  const layout = (repository: string): Promise<ImageLayout> => createLayout(`${root}/${repository}`);
  return {
    root,
    logs,
    fetch,
    client,
    layout,
    stop,
    operations: service.operations,
    store: service.store,
    sync: service.sync,
    list: (query) => Array.fromAsync(client.images.list(query)),
    async delete(imageId) {
      const handle = await client.images.delete(imageId);
      await service.operations.drain();
      await handle.wait();
    },
    async send(path, init, address) {
      const response = await fetchFrom(address, new Request(`http://localhost${path}`, init));
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
    push: async (repository, text, pushOptions) => pushTo(await layout(repository), text, pushOptions),
  };
}

/** An OCI registry that asks for no credentials; by default with all of its repositories. */
export function registrySource(url: string, repositories?: readonly string[]): SourceConfig {
  return { kind: 'distribution', url, credentials: undefined, realms: [], ca: undefined, repositories };
}

/** The configuration of the registry `local`. */
export function registryConfig(
  options: Pick<TestServiceOptions, 'folderId' | 'source' | 'protectedTags' | 'eventsToken'> & {
    readonly id?: string;
    readonly root?: string;
  },
): RegistryConfig {
  return {
    id: options.id ?? 'local',
    folderId: options.folderId,
    source: options.source ?? { kind: 'layouts', root: options.root ?? '' },
    protectedTags: options.protectedTags ?? [],
    eventsToken: options.eventsToken,
    reconcileMinutes: 10,
  };
}

function tokensOf({ accessToken, tokens = [] }: TestServiceOptions): TokenConfig[] {
  if (accessToken === undefined) return [...tokens];
  const sha256 = hashToken(accessToken);
  return [...tokens, { name: 'access-token', sha256, role: 'deleter', repositories: ['**'] }];
}

/** Pushes an image of one layer with this text into a layout. */
export async function pushTo(
  layout: ImageLayout,
  text: string,
  { tags = [], created = '2026-10-01T12:00:00Z', platform = 'linux/amd64' }: PushOptions = {},
): Promise<Descriptor> {
  const [os = '', architecture = '', variant] = platform.split('/');
  const bytes = Buffer.from(text);
  return pushImage(layout, {
    layers: [
      {
        bytes: gzipSync(bytes),
        mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
        diffId: digestOf(bytes),
      },
    ],
    config: { architecture, os, ...(variant !== undefined && { variant }), created },
    tags,
  });
}
