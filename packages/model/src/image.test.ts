import { describe, expect, it } from 'vitest';

import { blobBytes, compressedBytes, normalizeImage, normalizeListImagesResponse } from './image.ts';

describe('normalizeImage', () => {
  it('fills in everything that an answer may leave out', () => {
    expect(normalizeImage({})).toEqual({
      id: '',
      name: '',
      digest: '',
      compressedSize: '0',
      layers: [],
      tags: [],
      createdAt: '',
      platforms: [],
    });
  });

  it('fills in blobs too', () => {
    const blob = { id: '', digest: 'sha256:x', size: '0', urls: [] };
    expect(
      normalizeImage({ config: { digest: 'sha256:x' }, layers: [{ digest: 'sha256:x' }] }),
    ).toMatchObject({
      config: blob,
      layers: [blob],
    });
  });

  it('keeps what is there', () => {
    const image = normalizeImage({
      id: 'i',
      name: 'r/app',
      digest: 'sha256:x',
      compressedSize: '12',
      config: { id: 'c', digest: 'sha256:y', size: '2', urls: ['https://example.com'] },
      layers: [],
      tags: ['v1'],
      createdAt: '2026-10-01T12:00:00Z',
      platforms: ['linux/amd64', 'linux/arm/v7'],
    });
    expect(normalizeImage(image)).toEqual(image);
  });
});

describe('normalizeListImagesResponse', () => {
  it('reads an empty message as an empty last page', () => {
    expect(normalizeListImagesResponse({})).toEqual({ images: [], nextPageToken: '' });
  });
});

describe('compressedBytes', () => {
  it('reads a decimal string', () => {
    expect(compressedBytes({ compressedSize: '9007199254740991' })).toBe(Number.MAX_SAFE_INTEGER);
  });

  it.each(['9007199254740992', '-9223372036854775808', '', '1.5', '1e3', '0x10', ' 1', 'abc'])(
    'refuses "%s"',
    (compressedSize) => expect(() => compressedBytes({ compressedSize })).toThrow(RangeError),
  );
});

describe('blobBytes', () => {
  it('reads a decimal string', () => expect(blobBytes({ size: '512' })).toBe(512));
});
