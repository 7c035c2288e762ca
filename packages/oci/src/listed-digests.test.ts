import { isDigest } from '@registry-images/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { digestOf } from './digest.ts';
import { listedDigests } from './listed-digests.ts';

const [one, two] = ['one', 'two'].map((text) => digestOf(Buffer.from(text)));
const listedIn = (document: unknown) => listedDigests(Buffer.from(JSON.stringify(document)));

describe('listedDigests', () => {
  it('finds what an index lists, whatever is wrong with it', () => {
    const manifests = [
      { digest: one, size: -1, platform: { os: 'linux' }, annotations: { a: null } },
      { digest: two, mediaType: 'application/octet-stream' },
      { digest: one },
      { digest: 'sha256:../../etc' },
      null,
    ];
    expect(listedIn({ schemaVersion: 7, config: {}, manifests })).toEqual([one, two]);
  });

  it('finds it under every spelling that a program in Go would read', () => {
    expect(
      listedIn({ manifests: [], Manifests: [{ Digest: one }], 'manife\u017Fts': [{ dIGEST: two }] }),
    ).toEqual([one, two]);
  });

  it('finds it in a document with bytes that are no UTF-8', () => {
    const bytes = Buffer.from(JSON.stringify({ note: '?', manifests: [{ digest: one }] }));
    bytes[bytes.indexOf('?')] = 0xff;
    expect(listedDigests(bytes)).toEqual([one]);
  });

  it('tells nothing of what is no JSON object', () => {
    expect(listedDigests(Buffer.from('{"manifests": [{'))).toBeUndefined();
    expect(listedIn([])).toBeUndefined();
  });

  it('answers digests or nothing of any bytes, and never throws', () => {
    const anything = fc.oneof(
      fc.uint8Array(),
      fc.json().map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(anything, (bytes) => {
        expect(listedDigests(bytes)?.every(isDigest) ?? true).toBe(true);
      }),
    );
  });
});
