import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { openLayout, tagOf } from '@registry-images/oci';
import { describeWithTools, makeTemporaryFolder } from '@registry-images/testing';
import { Hono } from 'hono';
import { describe, expect, it, onTestFinished } from 'vitest';

import { sampleSources } from '../../test/folders.ts';
import { makeSamples } from '../samples/make-samples.ts';
import { listen } from './listen.ts';
import { createPullApi } from './pull-api.ts';

/** Serves the samples; answers their folder and the host to pull them from. */
async function serveSamples(): Promise<{ imagesFolder: string; host: string }> {
  const imagesFolder = await makeTemporaryFolder();
  await makeSamples(imagesFolder, sampleSources, Date.parse('2026-11-23T12:00:00Z'));
  const app = new Hono().route('/v2', createPullApi({ imagesFolder, registryId: 'demo' }));
  const server = await listen((request) => app.fetch(request), { port: 0, orNext: false });
  onTestFinished(() => server[Symbol.asyncDispose]());
  return { imagesFolder, host: new URL(server.url).host };
}

describe('createPullApi', () => {
  it('says what it does not have in the words of registries', async () => {
    const { host } = await serveSamples();
    const none = `sha256:${'0'.repeat(64)}`;
    for (const [path, code] of [
      ['other/docs/contract/manifests/3', 'NAME_UNKNOWN'],
      ['demo/docs/other/manifests/3', 'NAME_UNKNOWN'],
      ['demo/../registry/manifests/3', 'NAME_UNKNOWN'],
      ['demo/docs/contract/manifests/4', 'MANIFEST_UNKNOWN'],
      [`demo/docs/contract/manifests/${none}`, 'MANIFEST_UNKNOWN'],
      [`demo/docs/contract/blobs/${none}`, 'BLOB_UNKNOWN'],
      ['demo/docs/contract/blobs/3', 'BLOB_UNKNOWN'],
    ]) {
      const response = await fetch(`http://${host}/v2/${path}`);
      expect([path, response.status, await response.json()]).toMatchObject([
        path,
        404,
        { errors: [{ code }] },
      ]);
    }
  });

  it('serves nothing as a manifest that is none', async () => {
    const { imagesFolder, host } = await serveSamples();
    const layout = await openLayout(join(imagesFolder, 'docs/contract'));
    const [entry] = await layout.readIndex();
    const status = entry && (await layout.statBlob(entry.descriptor.digest));
    const text = status && Buffer.from(await layout.readBlob(status, { maxBytes: 1_000_000 })).toString();
    const { config, layers } = JSON.parse(text ?? '');
    for (const { digest } of [config, layers[0]]) {
      const response = await fetch(`http://${host}/v2/demo/docs/contract/manifests/${digest}`);
      expect([response.status, await response.json()]).toMatchObject([
        404,
        { errors: [{ code: 'MANIFEST_UNKNOWN' }] },
      ]);
      expect((await fetch(`http://${host}/v2/demo/docs/contract/blobs/${digest}`)).status).toBe(200);
    }
  });
});

describeWithTools(['skopeo'], 'createPullApi and skopeo', () => {
  it.each(['docs/contract:stable', 'tools/browser-driver:latest'])(
    'pull %s, by tag and by digest',
    async (name) => {
      const { imagesFolder, host } = await serveSamples();
      const [repository = '', tag = ''] = name.split(':');
      const entries = await (await openLayout(join(imagesFolder, repository))).readIndex();
      const digest = entries.find(({ descriptor }) => tagOf(descriptor) === tag)?.descriptor.digest ?? '';
      const target = await makeTemporaryFolder();
      for (const reference of [`:${tag}`, `@${digest}`]) {
        const source = `docker://${host}/demo/${repository}${reference}`;
        const options = ['--insecure-policy', 'copy', '--all', '--src-tls-verify=false'];
        await promisify(execFile)('skopeo', [...options, source, `oci:${target}:pulled`]);
      }
      const pulled = await (await openLayout(target)).readIndex();
      expect(pulled.map(({ descriptor }) => descriptor.digest)).toEqual([digest]);
    },
  );
});
