import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';

import openapi from '../generated/openapi.json' with { type: 'json' };

interface Described {
  readonly path: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Every property of every schema, and every parameter: what readers of the description look up. */
const described: Described[] = [
  ...Object.entries(openapi.components.schemas).flatMap(([name, schema]) =>
    'properties' in schema
      ? Object.entries(schema.properties).map(([key, value]) => ({ path: `${name}.${key}`, value }))
      : [{ path: name, value: schema }],
  ),
  ...openapi.paths['/container-registry/v1/images'].get.parameters.map((value) => ({
    path: value.name,
    value,
  })),
  ...openapi.paths['/container-registry/v1/images/{imageId}'].delete.parameters.flatMap((value) =>
    'name' in value && value.name !== undefined ? [{ path: value.name, value }] : [],
  ),
  ...Object.entries(openapi.components.parameters).map(([path, value]) => ({ path, value })),
  { path: 'operationId', value: openapi.paths['/operations/{operationId}'].parameters[0] },
].filter((entry): entry is Described => entry.value !== undefined);

describe('openapi.yaml', () => {
  it('describes every property and parameter, in a sentence', () => {
    const texts = described.map(({ path, value }) => [path, value['description']]);
    expect(texts).toEqual(described.map(({ path }) => [path, expect.stringMatching(/\.\s*$/)]));
  });

  it('gives an example of every property and parameter', () => {
    const bare = described.filter(({ value }) => !('example' in value) && !('examples' in value));
    expect(bare.map(({ path }) => path)).toEqual([]);
  });

  it('says the unit of every size and the form of every time', () => {
    const units = described.filter(({ path }) => /(size|bytes)$/i.test(path) && path !== 'pageSize');
    expect(units.map(({ value }) => value['description'])).toEqual(
      units.map(() => expect.stringContaining('bytes')),
    );
    const times = described.filter(({ value }) => value['format'] === 'date-time');
    expect(times.map(({ value }) => value['description'])).toEqual(
      times.map(() => expect.stringContaining('RFC 3339')),
    );
    expect([units.length, times.length]).toEqual([3, 3]);
  });

  it('marks what Yandex Cloud does not have, and says so', () => {
    const marked = marksIn(openapi);
    expect(marked.length).toBeGreaterThan(5);
    expect(marked).toEqual(marked.map(() => expect.stringMatching(/This is an extension\b/)));
  });

  it('has examples that are valid by its own schemas', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addSchema(openapi, 'openapi');
    const wrong = Object.entries(openapi.components.schemas).flatMap(([name, schema]) =>
      Object.entries('properties' in schema ? schema.properties : {}).flatMap(([key, property]) => {
        const validate = ajv.compile({ $ref: `openapi#/components/schemas/${name}/properties/${key}` });
        return 'examples' in property && Array.isArray(property.examples)
          ? property.examples.filter((example: unknown) => !validate(example)).map(() => `${name}.${key}`)
          : [`${name}.${key}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('requires no property, because the protobuf JSON mapping leaves out defaults', () => {
    const strict = Object.entries(openapi.components.schemas).filter(([, schema]) => 'required' in schema);
    expect(strict.map(([name]) => name)).toEqual([]);
  });
});

/** The texts of everything that is marked as an extension, wherever it is. */
function marksIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const below = Object.values(node).flatMap(marksIn);
  if (!('x-extension' in node)) return below;
  const texts = ['summary' in node ? node.summary : '', 'description' in node ? node.description : ''];
  return [
    node['x-extension'] === true ? texts.join(' ') : 'x-extension is either true or left out.',
    ...below,
  ];
}
