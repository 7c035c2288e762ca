import { describe, expect, it } from 'vitest';

import { createImagesClient } from './index.ts';

type Answer = readonly [status: number, body: unknown];

const notFound: Answer = [404, { code: 5, message: 'Not here.' }];
const image = { id: 'i1', name: 'crp1/app', digest: 'sha256:a', tags: ['v1', 'latest'] };

/** A client of a service that answers in turn, and what it was asked. */
function clientOf(...answers: readonly Answer[]) {
  const asked: string[] = [];
  const left = [...answers];
  const { images } = createImagesClient({
    baseUrl: 'http://registry.test',
    async fetch({ method, url }) {
      asked.push(`${method} ${url.replace('http://registry.test/container-registry/v1/images/', '')}`);
      const [status, body] = left.shift() ?? [500, {}];
      return Response.json(body, { status });
    },
  });
  return { images, asked };
}

describe('previewDelete', () => {
  it('gives what the service tells, with every field filled in', async () => {
    const { images, asked } = clientOf([200, { image, tags: ['v1'], parentCount: 1, freedBytes: '12' }]);
    const preview = await images.previewDelete('i1', {
      deleteReferrers: true,
      deleteOrphanedChildren: false,
    });
    expect(asked).toEqual(['GET i1:previewDelete?deleteReferrers=true']);
    expect(preview).toMatchObject({
      isComplete: true,
      image: { id: 'i1', layers: [] },
      tags: ['v1'],
      parents: [],
      parentCount: 1,
      refusals: [],
      freedBytes: '12',
      etag: '',
    });
  });

  it.each<[what: string, answer: Answer]>([
    ['finds nothing there', notFound],
    ['finds nothing there, by a page of a proxy', [404, '<html>']],
    ['says that it has no such method', [501, { code: 12 }]],
    ['has no such method at that URL', [405, {}]],
    ['takes the custom method for a part of the id', [400, { code: 3 }]],
  ])('gives what the image tells, and says so, where the service %s', async (_what, answer) => {
    const { images, asked } = clientOf(answer, [200, image]);
    const preview = await images.previewDelete('i1');
    expect(asked).toEqual(['GET i1:previewDelete', 'GET i1']);
    expect(preview).toEqual({
      isComplete: false,
      image: { ...image, compressedSize: '0', layers: [], createdAt: '', platforms: [] },
      tags: ['v1', 'latest'],
    });
  });

  it('finds no image where there is none', async () => {
    const { images } = clientOf(notFound, notFound);
    await expect(images.previewDelete('i1')).rejects.toMatchObject({ status: 'NOT_FOUND' });
  });

  it('does not take another refusal for a method that is lacking', async () => {
    const { images, asked } = clientOf([403, { code: 7 }]);
    await expect(images.previewDelete('i1')).rejects.toMatchObject({ status: 'PERMISSION_DENIED' });
    expect(asked).toHaveLength(1);
  });

  it('refuses what cannot be right before it sends anything', async () => {
    const { images, asked } = clientOf();
    await expect(images.previewDelete('..')).rejects.toMatchObject({ argument: 'imageId' });
    await expect(images.delete('i1', { ifMatch: 'a b' })).rejects.toMatchObject({ argument: 'ifMatch' });
    expect(asked).toEqual([]);
  });

  it('wants nothing more deleted for what is not true', async () => {
    const { images, asked } = clientOf([200, { image }]);
    // @ts-expect-error A form gives text.
    await images.previewDelete('i1', { deleteReferrers: 'false', deleteOrphanedChildren: false });
    expect(asked).toEqual(['GET i1:previewDelete']);
  });
});

describe('images.delete', () => {
  it('sends its options, and what the image has to be', async () => {
    let sent: Request | undefined;
    const { images } = createImagesClient({
      baseUrl: 'http://registry.test',
      async fetch(request) {
        sent = request;
        return Response.json({ id: 'op1' });
      },
    });
    const options = { deleteReferrers: true, deleteOrphanedChildren: true, ifMatch: '"etag"' };
    await images.delete('i1', options);
    expect(sent?.headers.get('if-match')).toBe('"etag"');
    expect(new URL(sent?.url ?? '').search).toBe('?deleteReferrers=true&deleteOrphanedChildren=true');
  });
});
