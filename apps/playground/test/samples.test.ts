import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { findLayouts, openLayout, tagOf } from '@registry-images/oci';
import { describeWithTools, makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { makeSamples } from '../src/samples/make-samples.ts';
import { sampleSources } from './folders.ts';

const nowMs = Date.parse('2026-11-23T12:00:00Z');

/** Every tag of every repository, as in `team/app:latest`, and the digest it stands for. */
async function tagsBelow(root: string): Promise<Map<string, string>> {
  const tags = new Map<string, string>();
  for (const { repository, folder } of (await findLayouts(root)).layouts) {
    for (const { descriptor } of await (await openLayout(folder)).readIndex()) {
      tags.set(`${repository}:${tagOf(descriptor) ?? ''}`, descriptor.digest);
    }
  }
  return tags;
}

describe('makeSamples', () => {
  it('makes what a registry has to show', async () => {
    const root = await makeTemporaryFolder();
    await makeSamples(root, sampleSources, nowMs);
    const tags = await tagsBelow(root);

    expect(tags.size).toBeGreaterThan(20);
    expect(tags.has('team/playground:')).toBe(true);
    expect(tags.get('team/playground:latest')).toBe(tags.get('team/playground:1.1.0'));
    const service = await openLayout(join(root, 'team', 'image-service'));
    const mediaTypes = (await service.readIndex()).map(({ descriptor }) => descriptor.mediaType);
    expect(mediaTypes).toContain('application/vnd.oci.image.index.v1+json');
  });

  it('makes the same images of the same sources at the same time', async () => {
    const [one, other] = [await makeTemporaryFolder(), await makeTemporaryFolder()];
    await Promise.all([one, other].map((root) => makeSamples(root, sampleSources, nowMs)));
    expect(await tagsBelow(one)).toEqual(await tagsBelow(other));
  });
});

describeWithTools(['skopeo'], 'makeSamples', () => {
  it('makes images that skopeo reads, every one', async () => {
    const root = await makeTemporaryFolder();
    await makeSamples(root, sampleSources, nowMs);
    for (const [name, digest] of await tagsBelow(root)) {
      const [repository = '', tag = ''] = name.split(':');
      if (tag === '') {
        continue;
      }
      const { stdout } = await promisify(execFile)('skopeo', [
        'inspect',
        `oci:${join(root, repository)}:${tag}`,
      ]);
      expect(JSON.parse(stdout)).toMatchObject({ Digest: digest, Os: 'linux' });
    }
  });
});
