import { gzipSync } from 'node:zlib';

import { createImagesClient, type ImagesClient, type ListImagesQuery } from '@registry-images/client';
import type { Image } from '@registry-images/model';
import { createLayout, digestOf, pushImage, type Descriptor, type ImageLayout } from '@registry-images/oci';
import { makeTemporaryFolder } from '@registry-images/testing';
import { pino } from 'pino';

import { createApp } from '../src/app.ts';
import type { SourceConfig } from '../src/config.ts';
import { createOperations, type Operations } from '../src/operations/operations.ts';
import { createSource } from '../src/source/create-source.ts';

/** A service over a temporary folder, called without a port. */
export interface TestService {
  /** Where the layouts are. */
  readonly root: string;
  readonly operations: Operations;
  /** What the service has logged, a JSON line each. */
  readonly logs: readonly string[];
  /** Sends a request; the answer's body is read as JSON. */
  send(path: string, init?: RequestInit): Promise<{ status: number; headers: Headers; body: unknown }>;
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
}

interface PushOptions {
  readonly tags?: readonly string[];
  readonly created?: string;
}

/** Makes the service `local`, over an empty folder unless a source is given. */
export async function makeService(
  options: { readonly accessToken?: string; readonly folderId?: string; readonly source?: SourceConfig } = {},
): Promise<TestService> {
  const root = await makeTemporaryFolder();
  const logs: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line) => void logs.push(line) });
  const operations = createOperations({ now: Date.now, onFailure: (err) => logger.error({ err }) });
  const app = createApp({
    source: createSource(options.source ?? { kind: 'layouts', root }, 'local', logger),
    operations,
    folderId: options.folderId,
    accessToken: options.accessToken,
    logger,
    now: Date.now,
  });
  const layout = (repository: string): Promise<ImageLayout> => createLayout(`${root}/${repository}`);
  const fetch = async (request: Request): Promise<Response> => app.fetch(request);
  const client = createImagesClient({ baseUrl: 'http://localhost', fetch });
  return {
    root,
    operations,
    logs,
    fetch,
    client,
    list: (query) => Array.fromAsync(client.images.list(query)),
    async delete(imageId) {
      const handle = await client.images.delete(imageId);
      await operations.drain();
      await handle.wait();
    },
    async send(path, init) {
      const response = await fetch(new Request(`http://localhost${path}`, init));
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
    layout,
    push: async (repository, text, pushOptions) => pushTo(await layout(repository), text, pushOptions),
  };
}

/** Pushes an image of one layer with this text into a layout. */
export async function pushTo(
  layout: ImageLayout,
  text: string,
  { tags = [], created = '2026-10-01T12:00:00Z' }: PushOptions = {},
): Promise<Descriptor> {
  const bytes = Buffer.from(text);
  return pushImage(layout, {
    layers: [
      {
        bytes: gzipSync(bytes),
        mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
        diffId: digestOf(bytes),
      },
    ],
    config: { architecture: 'amd64', os: 'linux', created },
    tags,
  });
}
