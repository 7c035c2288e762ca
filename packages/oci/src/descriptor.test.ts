import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { descriptors } from '../test/arbitraries.ts';
import { thrownBy } from '../test/thrown-by.ts';
import { formatDescriptor, parseDescriptor } from './descriptor.ts';
import { digestOf } from './digest.ts';
import { OciError } from './error.ts';

const digest = digestOf(new Uint8Array());
const valid = { mediaType: 'application/x', digest, size: 0 };
const malformed = expect.objectContaining({ code: 'MALFORMED' });

describe('parseDescriptor', () => {
  it('keeps what is known and leaves out the rest', () => {
    const platform = { architecture: 'arm64', os: 'linux', variant: 'v8', 'os.features': ['x'] };
    expect(parseDescriptor({ ...valid, platform, data: 'e30=' }, 'd')).toEqual({
      ...valid,
      platform: { architecture: 'arm64', os: 'linux', variant: 'v8' },
    });
  });

  it('takes null for missing, as Go programs write it', () => {
    expect(parseDescriptor({ ...valid, annotations: null, urls: null, platform: null }, 'd')).toEqual(valid);
  });

  it.each([
    'sha256:../../etc/passwd',
    '/etc/passwd',
    'sha256:/etc/passwd',
    '../sha256:00',
    `sha256:${'A'.repeat(64)}`,
    'sha256:',
    '',
    null,
    7,
  ])('refuses %j as a digest', (wrong) => {
    expect(() => parseDescriptor({ ...valid, digest: wrong }, 'd')).toThrow(malformed);
  });

  it.each([-1, 1.5, 2 ** 53, '7', null])('refuses %j as a size', (size) => {
    expect(() => parseDescriptor({ ...valid, size }, 'd')).toThrow(malformed);
  });

  it('says which field is wrong and what was there', () => {
    expect(() => parseDescriptor({ ...valid, size: -1 }, 'index.manifests[3]')).toThrow(
      'index.manifests[3].size must be a whole number of bytes, but is -1.',
    );
  });

  it('throws nothing but an OciError, whatever it is given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const error = thrownBy(() => parseDescriptor(value, 'd'));
        expect(error === undefined || error instanceof OciError).toBe(true);
      }),
    );
  });
});

describe('formatDescriptor', () => {
  it('writes what parseDescriptor reads again', () => {
    fc.assert(
      fc.property(descriptors, (descriptor) => {
        const written: unknown = JSON.parse(JSON.stringify(formatDescriptor(descriptor)));
        expect(parseDescriptor(written, 'd')).toEqual(descriptor);
      }),
    );
  });
});
