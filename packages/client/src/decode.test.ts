import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  decodeDeletePreview,
  decodeImage,
  decodeOperation,
  decodePage,
  decodeStatus,
  parseJson,
} from './decode.ts';
import { DecodeError, decodeOr } from './errors/decode-error.ts';

const emptyImage = {
  id: '',
  name: '',
  digest: '',
  compressedSize: '0',
  layers: [],
  tags: [],
  createdAt: '',
  platforms: [],
};

describe('parseJson', () => {
  it('reads JSON', () => {
    expect(parseJson('{"a":[1]}')).toEqual({ a: [1] });
  });

  it.each(['', '<html></html>', '{"a":', '{}{}'])(
    'throws for %j, and no cause, which would quote it',
    (text) => {
      expect(() => parseJson(text)).toThrow(DecodeError);
      expect(() => parseJson(text)).toThrow(expect.objectContaining({ pointer: '' }));
      expect(() => parseJson(text)).not.toThrow(expect.objectContaining({ cause: expect.anything() }));
    },
  );

  it('takes out a token, however it is written, and however deep it is', () => {
    const text = String.raw`{"Bearer t1\u003d":["t1=, t1=",{"a":"\u00741="}],"code":7,"none":null}`;
    expect(parseJson(text, 't1=')).toEqual({ 'Bearer …': ['…, …', { a: '…' }], code: 7, none: null });
    expect(() => parseJson('['.repeat(1e5) + ']'.repeat(1e5), 't1=')).toThrow(DecodeError);
  });
});

describe('decodeImage', () => {
  it('reads all there is and leaves what it does not know', () => {
    const blob = { id: 'b', digest: 'sha256:b', size: '9007199254740993', urls: ['https://blobs.test/b'] };
    const image = {
      id: 'i',
      name: 'team/app',
      digest: 'sha256:i',
      compressedSize: '9223372036854775807',
      config: blob,
      layers: [blob, blob],
      tags: ['v1', 'latest'],
      createdAt: '2026-11-23T10:00:00.123456789Z',
      platforms: ['linux/amd64', 'linux/arm/v7'],
    };
    const wire = { ...image, config: { ...blob, mediaType: 'x' }, pushedBy: { id: 1 }, __proto__: null };
    expect(decodeImage(wire)).toMatchObject(image);
    expect(decodeImage(wire)).toBe(wire);
  });

  it('fills in what is missing or null', () => {
    expect(decodeImage({})).toEqual(emptyImage);
    expect(decodeImage({ id: null, compressedSize: null, config: null, layers: null, tags: null })).toEqual(
      emptyImage,
    );
    expect(decodeImage({ config: {} }).config).toEqual({ id: '', digest: '', size: '0', urls: [] });
  });

  it.each([
    [1234, '1234'],
    [-0, '0'],
    [2 ** 53 - 1, '9007199254740991'],
    ['-5', '-5'],
    ['9223372036854775807', '9223372036854775807'],
    ['-9223372036854775808', '-9223372036854775808'],
  ])('reads the size %j as %j', (size, expected) => {
    expect(decodeImage({ compressedSize: size }).compressedSize).toBe(expected);
  });

  it.each([
    2 ** 53,
    1.5,
    '1.5',
    '',
    ' 1',
    '1e3',
    '0x10',
    '9223372036854775808',
    '9'.repeat(100_000),
    true,
    {},
  ])('refuses the size %j', (size) => {
    expect(() => decodeImage({ compressedSize: size })).toThrow(DecodeError);
  });

  it('takes for a size what is an int64 in digits, at most 20 characters', () => {
    const nearTheLimit = fc.bigInt({ min: 2n ** 63n - 9n, max: 2n ** 63n + 9n });
    const looksRight = fc.stringMatching(/^-?0{0,19}[0-9/:]{0,20}$/);
    const text = fc.oneof(
      nearTheLimit.map(String),
      nearTheLimit.map((size) => `-${size}`),
      looksRight,
      fc.string(),
    );
    fc.assert(
      fc.property(text, (size) => {
        const isInt64 = /^(?=.{1,20}$)-?\d+$/.test(size) && BigInt.asIntN(64, BigInt(size)) === BigInt(size);
        const read = decodeOr(
          () => decodeImage({ compressedSize: size }).compressedSize,
          () => 'refused',
        );
        expect(read).toBe(isInt64 ? size : 'refused');
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    [null, ''],
    [[], ''],
    ['image', ''],
    [{ id: 5 }, '/id'],
    [{ tags: 'v1' }, '/tags'],
    [{ tags: ['v1', null] }, '/tags/1'],
    [{ platforms: [{ os: 'linux' }] }, '/platforms/0'],
    [{ layers: { 0: {} } }, '/layers'],
    [{ layers: [{}, { urls: [[]] }] }, '/layers/1/urls/0'],
    [{ config: { size: 'big' }, layers: 'also wrong' }, '/config/size'],
  ])('points at the first wrong place of %j', (json, pointer) => {
    expect(() => decodeImage(json)).toThrow(expect.objectContaining({ code: 'DECODE', pointer }));
  });
});

describe('decodePage', () => {
  it('takes nothing at all for the last, empty page', () => {
    expect(decodePage({})).toEqual({ images: [], nextPageToken: '' });
  });

  it('points into the list', () => {
    expect(() => decodePage({ images: [{}, { name: [] }] })).toThrow(
      expect.objectContaining({ pointer: '/images/1/name' }),
    );
  });
});

describe('decodeOperation', () => {
  it('reads one that has succeeded, with the types that Any adds', () => {
    const operation = decodeOperation({
      id: 'o',
      done: true,
      metadata: { '@type': 'type.googleapis.com/DeleteImageMetadata', imageId: 'i' },
      response: { '@type': 'type.googleapis.com/google.protobuf.Empty', value: {} },
    });
    expect(operation).toMatchObject({ id: 'o', done: true, metadata: { imageId: 'i' }, response: {} });
    expect(operation.response).toEqual({});
  });

  it('reads one that has failed, with facts of any type', () => {
    const detail = {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'IN_USE',
      metadata: { a: [1] },
    };
    const details = [detail, { retries: 1 }, { '@type': null, a: 1 }];
    const { error } = decodeOperation({ error: { code: 9, message: 'in use', details } });
    expect(error).toEqual({ code: 9, message: 'in use', details: [detail, { retries: 1 }, { a: 1 }] });
  });

  it.each([
    [{ done: 'true' }, '/done'],
    [{ metadata: { imageId: 5 } }, '/metadata/imageId'],
    [{ response: [] }, '/response'],
    [{ error: { code: 2.5 } }, '/error/code'],
    [{ error: { code: 2 ** 31 } }, '/error/code'],
    [{ error: { details: ['x'] } }, '/error/details/0'],
    [{ error: { details: [{ '@type': 1 }] } }, '/error/details/0/@type'],
  ])('points at the first wrong place of %j', (json, pointer) => {
    expect(() => decodeOperation(json)).toThrow(expect.objectContaining({ pointer }));
  });
});

describe('every decoder', () => {
  const looksRight = fc.record(
    {
      id: fc.oneof(fc.string(), fc.jsonValue()),
      compressedSize: fc.oneof(fc.bigInt().map(String), fc.jsonValue()),
      layers: fc.oneof(fc.array(fc.record({ size: fc.jsonValue() })), fc.jsonValue()),
      images: fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue()),
      error: fc.oneof(fc.record({ details: fc.array(fc.jsonValue()) }), fc.jsonValue()),
      metadata: fc.jsonValue(),
      image: fc.oneof(fc.record({ tags: fc.jsonValue() }), fc.jsonValue()),
      parentCount: fc.oneof(fc.integer(), fc.jsonValue()),
      refusals: fc.oneof(fc.array(fc.record({ subjects: fc.jsonValue() })), fc.jsonValue()),
    },
    { requiredKeys: [] },
  );

  it.each([decodeImage, decodePage, decodeDeletePreview, decodeOperation, decodeStatus])(
    'gives a value or a DecodeError for any JSON (%o)',
    (decode) => {
      fc.assert(
        fc.property(fc.oneof(fc.jsonValue(), looksRight), (json) => {
          let failure: unknown;
          let value: unknown;
          try {
            value = decode(json);
          } catch (error) {
            failure = error;
          }
          expect(failure instanceof DecodeError || typeof value === 'object').toBe(true);
        }),
        { numRuns: 500 },
      );
    },
  );
});
