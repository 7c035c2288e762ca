import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { descriptors } from '../test/arbitraries.ts';
import { thrownBy } from '../test/thrown-by.ts';
import { formatDescriptor } from './descriptor.ts';
import { digestOf } from './digest.ts';
import { OciError } from './error.ts';
import { parseImageConfig } from './image-config.ts';
import { parseIndex, parseManifest } from './manifest.ts';
import { mediaTypes } from './media-type.ts';

const descriptor = { mediaType: mediaTypes.imageConfig, digest: digestOf(new Uint8Array()), size: 0 };
const malformed = expect.objectContaining({ code: 'MALFORMED' });
const json = (value: unknown) => Buffer.from(JSON.stringify(value));

describe('parseManifest', () => {
  it('takes the announced media type where the manifest has none', () => {
    const bytes = json({ schemaVersion: 2, config: descriptor, layers: null });
    expect(parseManifest(bytes, `${mediaTypes.manifest}; charset=utf-8`)).toEqual({
      kind: 'manifest',
      mediaType: mediaTypes.manifest,
      config: descriptor,
      layers: [],
      annotations: {},
    });
  });

  it('refuses a media type that differs from the announced one', () => {
    const bytes = json({ mediaType: mediaTypes.dockerManifest, config: descriptor, layers: [] });
    expect(() => parseManifest(bytes, mediaTypes.manifest)).toThrow(malformed);
  });

  it('refuses keys that only programs in Go would read', () => {
    const { manifest, index } = mediaTypes;
    expect(() => parseManifest(json({ config: descriptor, Layers: [] }), manifest)).toThrow('spelt "layers"');
    expect(() => parseManifest(json({ config: { ...descriptor, Digest: '' } }), manifest)).toThrow(malformed);
    expect(() => parseIndex(json({ manifeſts: [descriptor] }), index)).toThrow('spelt "manifests"');
  });

  it('refuses a document that is an index as well', () => {
    const bytes = json({ config: descriptor, layers: [], manifests: [] });
    expect(() => parseManifest(bytes, mediaTypes.manifest)).toThrow('must not have "manifests"');
  });

  it('refuses what is no manifest: an index, another schema, no configuration, broken UTF-8, no object', () => {
    expect(() => parseManifest(json({ config: descriptor }), mediaTypes.index)).toThrow(malformed);
    expect(() => parseManifest(json({ schemaVersion: 1, config: descriptor }), mediaTypes.manifest)).toThrow(
      malformed,
    );
    expect(() => parseManifest(json({ layers: [] }), mediaTypes.manifest)).toThrow(malformed);
    expect(() => parseManifest(Buffer.from([0x22, 0xff, 0x22]), mediaTypes.manifest)).toThrow(malformed);
    expect(() => parseManifest(json([]), mediaTypes.manifest)).toThrow(malformed);
  });

  it('reads every manifest that can be written', () => {
    const layerLists = fc.array(descriptors, { maxLength: 4 });
    fc.assert(
      fc.property(descriptors, layerLists, fc.option(descriptors), (config, layers, subject) => {
        const bytes = json({
          schemaVersion: 2,
          config: formatDescriptor(config),
          layers: layers.map(formatDescriptor),
          subject: subject && formatDescriptor(subject),
        });
        expect(parseManifest(bytes, mediaTypes.manifest)).toEqual({
          kind: 'manifest',
          mediaType: mediaTypes.manifest,
          config,
          layers,
          ...(subject && { subject }),
          annotations: {},
        });
      }),
    );
  });
});

describe('parseIndex', () => {
  it.each([{ manifests: null }, {}, { manifests: [] }])('takes %j for an empty index', (body) => {
    expect(parseIndex(json({ schemaVersion: 2, ...body }), mediaTypes.index).manifests).toEqual([]);
  });

  it('names the entry that is wrong', () => {
    const bytes = json({ manifests: [descriptor, { ...descriptor, digest: 'sha256:../../etc/passwd' }] });
    expect(() => parseIndex(bytes, mediaTypes.index)).toThrow(
      'index.manifests[1].digest must be a digest, but is "sha256:../../etc/passwd".',
    );
  });

  it('refuses a document that is a manifest as well', () => {
    const bytes = json({ manifests: [], layers: [] });
    expect(() => parseIndex(bytes, mediaTypes.index)).toThrow('must not have "layers"');
  });
});

describe('parseManifest, parseIndex and parseImageConfig', () => {
  const parsers = [
    (bytes: Uint8Array) => parseManifest(bytes, mediaTypes.manifest),
    (bytes: Uint8Array) => parseIndex(bytes, mediaTypes.index),
    parseImageConfig,
  ];
  const documents = fc.oneof(
    fc.uint8Array(),
    fc.json().map((text) => Buffer.from(text)),
    fc
      .record(
        {
          manifests: fc.jsonValue(),
          config: fc.jsonValue(),
          layers: fc.jsonValue(),
          subject: fc.jsonValue(),
        },
        { requiredKeys: [] },
      )
      .map(json),
  );

  it('throw nothing but an OciError, whatever they are given', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom(...parsers), (bytes, parse) => {
        const error = thrownBy(() => parse(bytes));
        expect(error === undefined || error instanceof OciError).toBe(true);
      }),
    );
  });
});
