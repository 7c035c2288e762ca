import { rm } from 'node:fs/promises';

import { createLayout } from '@registry-images/oci';
import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { hashToken } from '../src/access/tokens.ts';
import type { TokenConfig } from '../src/config/config.ts';
import { imagesIn } from './contract.ts';
import { makeService, pushTo, registryConfig } from './service.ts';

const images = '/container-registry/v1/images';
const unknownId = 'crp0000000000000000000000000000000000000000000000';

const readerOf = (name: string, ...repositories: string[]): TokenConfig => ({
  name,
  role: 'reader',
  repositories,
  sha256: hashToken(name),
});

/** Two registries, each with an image. The folder of `secret` has gone since. */
async function makeHalf() {
  const [open, secret] = [await makeTemporaryFolder(), await makeTemporaryFolder()];
  await pushTo(await createLayout(`${open}/app`), 'open', { tags: ['v1'] });
  await pushTo(await createLayout(`${secret}/app`), 'secret', { tags: ['v1'] });
  const service = await makeService({
    registries: [registryConfig({ id: 'open', root: open }), registryConfig({ id: 'secret', root: secret })],
    tokens: [
      readerOf('everybody', '**'),
      readerOf('limited', 'open/**'),
      readerOf('blind', 'other/**'),
      readerOf('apps', '*/app'),
    ],
  });
  const send = (path: string, token = 'everybody') =>
    service.send(path, { headers: { authorization: `Bearer ${token}` } });
  const names = async (token?: string): Promise<string[]> =>
    imagesIn((await send(images, token)).body).map(({ name }) => name);
  const { body } = await send(images);
  await rm(secret, { recursive: true });
  return {
    service,
    send,
    names,
    open,
    secretId: imagesIn(body).find(({ name }) => name === 'secret/app')?.id,
  };
}

describe('a registry whose folder is not there', () => {
  it('is nothing to those who may not see it', async () => {
    const { send, names } = await makeHalf();
    expect([await names('limited'), await names('blind')]).toEqual([['open/app'], []]);
    const answer = async (query: string) => (await send(`${images}${query}`, 'limited')).status;
    expect(await answer('?registryId=secret')).toBe(await answer('?registryId=none'));
    expect(await answer('?registryId=secret')).toBe(404);
    expect(await answer('?repositoryName=secret/app')).toBe(404);
    expect(await answer(`/${unknownId}`)).toBe(404);
  });

  it('keeps nobody from the others: of it the answer has what was there', async () => {
    const { service, send, names } = await makeHalf();
    expect([await names(), await names('apps')]).toEqual([
      ['open/app', 'secret/app'],
      ['open/app', 'secret/app'],
    ]);
    expect((await send(`${images}/${unknownId}`)).status).toBe(404);
    expect(service.logs.filter((line) => line.includes('not looked at'))).toHaveLength(1);
  });

  it('is unavailable to those who ask for it, or for what is in it', async () => {
    const { send, secretId } = await makeHalf();
    for (const query of ['?registryId=secret', '?repositoryName=secret/app', `/${secretId}`]) {
      expect([query, (await send(`${images}${query}`)).status]).toEqual([query, 503]);
    }
  });

  it('is unavailable where there is nothing else', async () => {
    const { send, open } = await makeHalf();
    await rm(open, { recursive: true });
    expect((await send(images)).status).toBe(503);
    expect((await send(`${images}/${unknownId}`)).status).toBe(503);
    expect((await send(images, 'blind')).status).toBe(200);
  });
});
