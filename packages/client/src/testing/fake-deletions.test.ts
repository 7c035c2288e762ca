import { describe, expect, it } from 'vitest';

import { expectDescribed } from '../../test/contract/description.ts';
import { createImagesClient } from '../index.ts';
import { createFakeClock } from './fake-clock.ts';
import { createFakeImageService, type FakeImageServiceOptions } from './fake-image-service.ts';
import type { NewImage } from './new-image.ts';

const name = 'crp1/app';
const platforms: readonly NewImage[] = [
  { name, id: 'own' },
  { name, id: 'shared' },
  { name, id: 'index', tags: ['v1', 'latest'], config: null, layers: [], children: ['own', 'shared'] },
  { name, id: 'other', tags: ['v2'], config: null, layers: [], children: ['shared'] },
  { name, id: 'signature', subject: 'index' },
];

/** A fake with a client, of which every answer is checked. */
function fakeOf(options: FakeImageServiceOptions = {}) {
  const fake = createFakeImageService({
    clock: createFakeClock({ manual: true }),
    deletionMs: 0,
    images: platforms,
    ...options,
  });
  const { baseUrl } = fake.clientOptions;
  const fetch = expectDescribed(baseUrl, fake.clientOptions.fetch);
  const { images } = createImagesClient({ ...fake.clientOptions, fetch });
  return { images, fake, left: () => fake.images().map(({ id }) => id) };
}

const refused = (type: string, subject: string) => ({
  status: 'FAILED_PRECONDITION',
  details: [{ type: 'PreconditionFailure', violations: [expect.objectContaining({ type, subject })] }],
});

describe('a fake with extensions', () => {
  it('lists neither the parts of an index nor what says something about an image', async () => {
    const { images, fake } = fakeOf();
    const listed = async () => (await Array.fromAsync(images.list())).map(({ id }) => id);
    expect(await listed()).toEqual(['index', 'other']);
    fake.removeImage('index');
    expect(await listed()).toEqual(['own', 'other', 'signature']);
  });

  it('previews what goes, and what stays', async () => {
    const { images, left } = fakeOf();
    expect(await images.previewDelete('index')).toMatchObject({
      isComplete: true,
      tags: ['v1', 'latest'],
      deletedCount: 1,
      children: [{ id: 'own' }, { id: 'shared' }],
      orphanedChildren: [{ id: 'own' }],
      referrers: [{ id: 'signature' }],
      refusals: [],
      freedBytes: '0',
    });
    const whole = await images.previewDelete('index', {
      deleteReferrers: true,
      deleteOrphanedChildren: true,
    });
    expect(whole).toMatchObject({ deletedCount: 3, freedBytes: String(2 * 1_001_000 + 12) });
    expect(left()).toHaveLength(5);
  });

  it('deletes with an image what it is asked to', async () => {
    const { images, left } = fakeOf();
    await images.delete('index', { deleteReferrers: true, deleteOrphanedChildren: true });
    expect(left()).toEqual(['shared', 'other']);
  });

  it('refuses what is part of an index, and tags that are protected', async () => {
    const { images, left } = fakeOf({ protectedTags: ['latest'] });
    const other = (await images.get('other')).digest;
    await images.delete('signature');
    expect(await images.previewDelete('index')).toMatchObject({ refusals: [{ reason: 'PROTECTED_TAG' }] });
    await expect(images.delete('index')).rejects.toMatchObject(refused('PROTECTED_TAG', 'latest'));
    await expect(images.delete('own')).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' });
    const { parents } = { parents: [], ...(await images.previewDelete('shared')) };
    expect(parents).toMatchObject([{ id: 'index' }, { id: 'other' }]);
    expect(parents.map(({ digest }) => digest)).toContain(other);
    expect(left()).not.toContain('signature');
  });

  it('refuses other options with a key, or while a deletion is under way', async () => {
    const { images } = fakeOf({ deletionMs: 1000 });
    await images.delete('index', { idempotencyKey: 'k1' });
    const options = { deleteReferrers: true };
    await expect(images.delete('index', { idempotencyKey: 'k1', ...options })).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
    });
    await expect(images.delete('index', options)).rejects.toMatchObject({ status: 'ABORTED' });
  });

  it.each([{ children: ['unknown'] }, { subject: 'unknown' }])(
    'holds no image that refers to none: %j',
    (refers) => {
      expect(() => fakeOf().fake.addImage({ name, ...refers })).toThrow(RangeError);
    },
  );
});

describe('a fake without extensions', () => {
  it('has no previews, and knows no options', async () => {
    const { images, left } = fakeOf({ extensions: false });
    expect(await images.previewDelete('index')).toEqual({
      isComplete: false,
      image: expect.objectContaining({ id: 'index' }),
      tags: ['v1', 'latest'],
    });
    await expect(images.delete('index', { deleteReferrers: true })).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
    });
    await images.delete('index', { ifMatch: 'whatever' });
    expect(left()).toEqual(['own', 'shared', 'other', 'signature']);
  });

  it('does not tell what images run on', () => {
    const { fake } = fakeOf({ extensions: false });
    expect(fake.addImage({ name, platforms: ['linux/amd64'] }).platforms).toEqual([]);
  });
});
