import { createImagesClient } from '@registry-images/client';
import { createFakeImageService } from '@registry-images/client/testing';
import { normalizeImage } from '@registry-images/model';
import { describe, expect, it } from 'vitest';

import { planDeletion, planOf } from './plan-deletion.ts';

const signal = new AbortController().signal;
const nothing = {
  deletedCount: 1,
  parents: [],
  parentCount: 0,
  children: [],
  childCount: 0,
  orphanedChildren: [],
  orphanedChildCount: 0,
  referrers: [],
  referrerCount: 0,
  refusals: [],
  freedBytes: '12',
  etag: 'e',
};

describe('planDeletion', () => {
  it('asks the registry', async () => {
    const service = createFakeImageService({ images: [{ id: 'i1', name: 'reg/app', tags: ['v1', 'v2'] }] });
    const plan = await planDeletion(createImagesClient(service.clientOptions), 'i1', signal);
    expect(plan).toMatchObject({ image: { id: 'i1' }, tags: ['v1', 'v2'], refusals: [] });
    expect(service.requests.map(({ method }) => method)).toContain('images.previewDelete');
  });
});

describe('planOf', () => {
  const image = normalizeImage({ id: 'i1', tags: ['v1', 'prod'] });

  it('knows no more than the image where the registry has no previews', () => {
    expect(planOf({ image, tags: image.tags, isComplete: false })).toEqual({
      image,
      tags: ['v1', 'prod'],
      refusals: [],
      isComplete: false,
    });
  });

  it('tells what stands in the way, each by itself', () => {
    const parent = normalizeImage({ digest: 'sha256:1', tags: ['all'] });
    const plan = planOf({
      isComplete: true,
      image,
      tags: image.tags,
      ...nothing,
      parents: [parent],
      refusals: [
        { reason: 'PROTECTED_TAG', message: 'No.', subjects: ['prod', 'v1'] },
        { reason: 'REFERENCED', message: 'No.', subjects: ['sha256:1'] },
        { reason: 'READ_ONLY', message: 'It is read-only.', subjects: [] },
      ],
    });
    expect(plan).toMatchObject({ freedBytes: 12, isComplete: true });
    expect(plan.refusals).toEqual([
      { kind: 'protected-tag', tag: 'prod' },
      { kind: 'protected-tag', tag: 'v1' },
      { kind: 'parent-index', digest: 'sha256:1', tags: ['all'] },
      { kind: 'other', reason: 'It is read-only' },
    ]);
  });
});
