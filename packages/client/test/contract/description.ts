import openapi from '@registry-images/openapi/openapi.json' with { type: 'json' };
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, onTestFinished } from 'vitest';

import { findRoute } from '../../src/testing/route.ts';
import type { Fetch } from './fake-subject.ts';

type SchemaName = keyof typeof openapi.components.schemas;

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addFormat('int64', { type: 'string', validate: isInt64 });
ajv.addFormat('int32', { type: 'number', validate: (value) => (value | 0) === value });
ajv.addSchema(closed(openapi), 'openapi');

const answers: Readonly<Record<string, SchemaName>> = {
  'images.list': 'ListImagesResponse',
  'images.get': 'Image',
  'images.previewDelete': 'DeletePreview',
  'images.delete': 'Operation',
  'operations.get': 'Operation',
};

/** What a body has that the OpenAPI description does not allow, unknown properties included. */
export function violationsOf(name: SchemaName, body: unknown): string[] {
  const validate = ajv.compile({ $ref: `openapi#/components/schemas/${name}` });
  validate(body);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${name}${instancePath} ${message}`);
}

/** Lets the current test fail unless every answer is one that the OpenAPI description allows. */
export function expectDescribed(baseUrl: string, fetch: Fetch): Fetch {
  const violations: string[] = [];
  onTestFinished(() => {
    expect(violations).toEqual([]);
  });
  return async (request) => {
    const response = await fetch(request);
    const route = findRoute(request, { baseUrl, operationsBaseUrl: baseUrl });
    const body: unknown = await response.clone().json();
    const name = (response.ok && answers[route?.method ?? '']) || 'Status';
    if (!/^application\/json\b/.test(response.headers.get('content-type') ?? '')) violations.push('not JSON');
    violations.push(...violationsOf(name, body));
    return response;
  };
}

/** The description, with every message closed that does not say that it is open. */
function closed(node: unknown): object {
  const copy: unknown = JSON.parse(JSON.stringify(node), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && 'type' in value && value.type === 'object'
      ? { additionalProperties: false, ...value }
      : value,
  );
  return { ...(typeof copy === 'object' && copy) };
}

function isInt64(text: string): boolean {
  return /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}
