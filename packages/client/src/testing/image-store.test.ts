import { compressedBytes } from '@registry-images/model';
import { describe, expect, it } from 'vitest';

import { violationsOf } from '../../test/contract/description.ts';
import { createImageStore } from './image-store.ts';
import type { NewImage } from './new-image.ts';
import { toWireImage } from './wire.ts';

const name = 'crp1/team/app';
const store = (): ReturnType<typeof createImageStore> =>
  createImageStore(() => Date.parse('2026-01-01T00:00:00Z'));

describe('createImageStore', () => {
  it('makes up what is left out, each time something else', () => {
    const images = store();
    const [first, second] = [images.add({ name }), images.add({ name })];
    expect(first).toMatchObject({ id: 'img-1', name, tags: [], createdAt: '2026-01-01T00:00:00.000Z' });
    expect(first.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(second.digest).not.toBe(first.digest);
    expect(second.digest.slice(0, 19)).not.toBe(first.digest.slice(0, 19));
    expect(compressedBytes(first)).toBe(Number(first.config?.size) + Number(first.layers[0]?.size));
    expect(violationsOf('Image', first)).toEqual([]);
    expect(violationsOf('Image', toWireImage(first))).toEqual([]);
  });

  it('keeps what is given, and its own copy of it', () => {
    const tags = ['v1'];
    const layers = [{ digest: `sha256:${'0'.repeat(64)}`, size: '5', urls: ['https://layers.test/0'] }];
    const image = store().add({ name, id: 'x', config: null, layers, tags });
    tags.push('v2');
    layers[0]?.urls.push('https://layers.test/1');
    expect(image).toMatchObject({ id: 'x', compressedSize: '5', tags: ['v1'] });
    expect(image.layers).toEqual([{ ...layers[0], id: '', urls: ['https://layers.test/0'] }]);
    expect('config' in image).toBe(false);
  });

  it('runs an index on what its children run on, each once', () => {
    const images = store();
    const [arm, amd, other] = ['linux/arm/v7', 'linux/amd64', 'linux/amd64'].map(
      (platform) => images.add({ name, platforms: [platform] }).id,
    );
    const children = [arm, amd, other].filter((id) => id !== undefined);
    expect(images.add({ name, children }).platforms).toEqual(['linux/arm/v7', 'linux/amd64']);
    expect(images.add({ name, children, platforms: [] }).platforms).toEqual([]);
    expect(images.add({ name }).platforms).toEqual([]);
  });

  it('adds up sizes that no number can hold', () => {
    const layers = [{ size: '9007199254740993' }, { size: '2' }];
    expect(store().add({ name, config: null, layers }).compressedSize).toBe('9007199254740995');
  });

  it('takes a tag from the image of the repository that had it, as a push does', () => {
    const images = store();
    const old = images.add({ name, tags: ['v1', 'latest'] });
    const other = images.add({ name: 'crp1/other', tags: ['latest'] });
    const young = images.add({ name, tags: ['latest', 'v2'] });
    const tagsOf = (id: string): string[] | undefined => images.get(id)?.image.tags;
    expect([old, other, young].map(({ id }) => tagsOf(id))).toEqual([['v1'], ['latest'], ['latest', 'v2']]);
    images.remove(young.id);
    const again = images.add({ name, tags: ['latest'] });
    expect([tagsOf(old.id), tagsOf(again.id)]).toEqual([['v1'], ['latest']]);
  });

  it('remembers repositories and registries whose images have gone', () => {
    const images = store();
    images.remove(images.add({ name }).id);
    images.remove('unknown');
    expect([images.all(), images.hasRepository(name), images.hasRegistry('crp1')]).toEqual([[], true, true]);
    expect([images.hasRepository('crp1/team'), images.hasRegistry('crp')]).toEqual([false, false]);
  });

  it.each<[string, Partial<NewImage>]>([
    ['"app" is not the name of an image', { name: 'app' }],
    ['"crp1/App" is not the name of an image', { name: 'crp1/App' }],
    ['".." cannot be the id', { id: '..' }],
    ['"sha256:abc" is not a digest', { digest: 'sha256:abc' }],
    ['"" is not a digest', { digest: '' }],
    ['"-1" is not a compressedSize', { compressedSize: '-1' }],
    ['"9223372036854775808" is not a compressedSize', { compressedSize: '9223372036854775808' }],
    ['"1 MB" is not the size of a blob', { layers: [{ size: '1 MB' }] }],
    ['"x" is not the digest of a blob', { config: { digest: 'x' } }],
    ['"a b" is not a tag', { tags: ['a b'] }],
    ['The tags v1, v1 are not each unique', { tags: ['v1', 'v1'] }],
    ['"2026-01-01" is not a createdAt', { createdAt: '2026-01-01' }],
    ['"2026-13-01T00:00:00Z" is not a createdAt', { createdAt: '2026-13-01T00:00:00Z' }],
    ['"2026-02-30T00:00:00Z" is not a createdAt', { createdAt: '2026-02-30T00:00:00Z' }],
    ['"2026-01-01T00:00:00+01:00" is not a createdAt', { createdAt: '2026-01-01T00:00:00+01:00' }],
    ['"now" is not a lastModified', { lastModified: 'now' }],
  ])('refuses an image that the API could not give: %s', (problem, wrong) => {
    const images = store();
    expect(() => images.add({ name, ...wrong })).toThrow(problem);
    expect(images.all()).toEqual([]);
  });

  it('refuses a second image with the id or the digest of another', () => {
    const images = store();
    const { id, digest } = images.add({ name });
    expect(() => images.add({ name, id })).toThrow('There already is an image img-1.');
    expect(() => images.add({ name, digest })).toThrow(`There already is an image ${name}@${digest}.`);
    expect(images.add({ name: 'crp1/copy', digest })).toMatchObject({ id: 'img-2', digest });
  });
});
