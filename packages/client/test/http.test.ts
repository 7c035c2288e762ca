import type { RequestListener, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { createTokenCredential } from '../src/credentials/token.ts';
import { createImagesClient, type ImagesClient, type ImagesClientOptions } from '../src/index.ts';
import { serve } from './serve.ts';

const noRetry = { maxAttempts: 1 };
const image = { id: 'i1', name: 'team/app', compressedSize: '12' };

async function clientOf(
  listener: RequestListener,
  options: Partial<ImagesClientOptions> = {},
): Promise<ImagesClient> {
  return createImagesClient({
    baseUrl: await serve(listener),
    credential: createTokenCredential('hunter2'),
    retry: noRetry,
    ...options,
  });
}

const get = async (listener: RequestListener): Promise<unknown> =>
  (await clientOf(listener)).images.get('i1');

const sendJson = (response: ServerResponse, body: unknown): void => {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
};

describe('a client over HTTP', () => {
  it('reads an image, compressed or in pieces', async () => {
    const expected = { ...image, digest: '', layers: [], tags: [], createdAt: '', platforms: [] };
    await expect(get((_request, response) => sendJson(response, image))).resolves.toEqual(expected);
    const compressed = gzipSync(JSON.stringify(image));
    const zipped = get((_request, response) =>
      response.setHeader('content-encoding', 'gzip').end(compressed),
    );
    await expect(zipped).resolves.toEqual(expected);
    const pieces = get((_request, response) => {
      response.write('{"id":"i1","name":');
      response.end('"team/app","compressedSize":"12"}');
    });
    await expect(pieces).resolves.toEqual(expected);
  });

  it('sends its token and its name', async () => {
    const headers: unknown[] = [];
    await get((request, response) => {
      headers.push(request.headers.authorization, request.headers['user-agent']);
      sendJson(response, image);
    });
    expect(headers).toEqual(['Bearer hunter2', 'registry-images-client']);
  });

  it.each([304, 599, 999])('takes %d, which the API does not have, for an ApiError', async (httpStatus) => {
    const failed = get((_request, response) => response.writeHead(httpStatus).end());
    await expect(failed).rejects.toMatchObject({ code: 'API', httpStatus, status: 'UNKNOWN' });
  });

  it('takes 204 for an answer that is not JSON', async () => {
    await expect(get((_request, response) => response.writeHead(204).end())).rejects.toMatchObject({
      code: 'DECODE',
    });
  });

  it.each([301, 302, 303, 307, 308])(
    'does not follow a redirect (%d), not even for a deletion',
    async (httpStatus) => {
      const seen: unknown[] = [];
      const baseUrl = await serve((request, response) => {
        seen.push(request.url);
        sendJson(response, { id: 'o1' });
      });
      const client = await clientOf((_request, response) => {
        response.writeHead(httpStatus, { location: `${baseUrl}/elsewhere` }).end();
      });
      await expect(client.images.get('i1')).rejects.toMatchObject({ code: 'CONNECTION' });
      await expect(client.images.delete('i1')).rejects.toMatchObject({
        code: 'CONNECTION',
        message: expect.stringContaining('redirect'),
      });
      expect(seen).toEqual([]);
    },
  );

  it('reads no more than 32 MiB of a body without an end', async () => {
    const mebibyte = Buffer.alloc(1024 * 1024, ' ');
    const { promise: hungUp, resolve } = Promise.withResolvers<void>();
    const client = await clientOf((request, response) => {
      request.socket.once('close', () => resolve());
      const write = (error?: Error | null): void => {
        if (!error) response.write(mebibyte, write);
      };
      write();
    });
    await expect(client.images.get('i1')).rejects.toMatchObject({
      code: 'DECODE',
      message: expect.stringContaining('over 32 MiB'),
    });
    await hungUp;
  });
});
