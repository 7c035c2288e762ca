import type { Digest } from '@registry-images/model';
import fc from 'fast-check';

import type { Descriptor } from '../src/index.ts';

const hex = (digits: number) =>
  fc.string({
    unit: fc.constantFrom(...Array.from('0123456789abcdef')),
    minLength: digits,
    maxLength: digits,
  });

/** Well-formed digests, of algorithms that are known and of others. */
const digests: fc.Arbitrary<Digest> = fc.oneof(
  hex(64).map((encoded): Digest => `sha256:${encoded}`),
  hex(128).map((encoded): Digest => `sha512:${encoded}`),
  hex(10).map((encoded): Digest => `blake3:${encoded}`),
);

const stringMaps = fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true, maxKeys: 4 });

/** Descriptors with any of their fields. */
export const descriptors: fc.Arbitrary<Descriptor> = fc.record(
  {
    mediaType: fc.string(),
    digest: digests,
    size: fc.maxSafeNat(),
    urls: fc.array(fc.webUrl(), { maxLength: 3 }),
    annotations: stringMaps,
    platform: fc.record(
      { architecture: fc.string(), os: fc.string(), variant: fc.string(), osVersion: fc.string() },
      { requiredKeys: ['architecture', 'os'], noNullPrototype: true },
    ),
    artifactType: fc.string(),
  },
  { requiredKeys: ['mediaType', 'digest', 'size'], noNullPrototype: true },
);
