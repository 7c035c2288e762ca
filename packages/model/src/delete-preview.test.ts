import { describe, expect, it } from 'vitest';

import { freedBytes, normalizeDeletePreview } from './delete-preview.ts';
import { normalizeImage } from './image.ts';

describe('normalizeDeletePreview', () => {
  it('fills in everything that an answer may leave out', () => {
    expect(normalizeDeletePreview({})).toEqual({
      image: normalizeImage({}),
      tags: [],
      deletedCount: 0,
      parents: [],
      parentCount: 0,
      children: [],
      childCount: 0,
      orphanedChildren: [],
      orphanedChildCount: 0,
      referrers: [],
      referrerCount: 0,
      refusals: [],
      freedBytes: '0',
      etag: '',
    });
  });

  it('fills in what is in the lists, too', () => {
    const image = { id: 'i' };
    const lists = { parents: [image], children: [image], orphanedChildren: [image], referrers: [image] };
    expect(normalizeDeletePreview({ ...lists, refusals: [{ reason: 'REFERENCED' }] })).toMatchObject({
      parents: [normalizeImage(image)],
      children: [normalizeImage(image)],
      orphanedChildren: [normalizeImage(image)],
      referrers: [normalizeImage(image)],
      refusals: [{ reason: 'REFERENCED', message: '', subjects: [] }],
    });
  });

  it('keeps what is there', () => {
    const preview = normalizeDeletePreview({
      image: { id: 'i', tags: ['v1'] },
      tags: ['v1'],
      deletedCount: 1,
      parentCount: 2,
      freedBytes: '12',
      etag: '"x"',
      refusals: [{ reason: 'PROTECTED_TAG', message: 'No.', subjects: ['v1'] }],
    });
    expect(normalizeDeletePreview(preview)).toEqual(preview);
  });
});

describe('freedBytes', () => {
  it('reads a decimal string', () => expect(freedBytes({ freedBytes: '512' })).toBe(512));
  it('refuses what no number holds', () => {
    expect(() => freedBytes({ freedBytes: '9007199254740993' })).toThrow(RangeError);
  });
});
