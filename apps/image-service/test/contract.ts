import {
  normalizeListImagesResponse,
  normalizeOperation,
  type Image,
  type Operation,
  type WireListImagesResponse,
  type WireOperation,
} from '@registry-images/model';
import openapi from '@registry-images/openapi/openapi.json' with { type: 'json' };
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { assert, expect } from 'vitest';

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(openapi, 'openapi');

/** Fails unless `body` is what the OpenAPI description says of the schema. */
export function expectSchema(name: keyof typeof openapi.components.schemas, body: unknown): void {
  const validate = ajv.compile({ $ref: `openapi#/components/schemas/${name}` });
  validate(body);
  expect(validate.errors ?? []).toEqual([]);
}

/** The images of a page; fails unless `body` is one by the OpenAPI description. */
export function imagesIn(body: unknown): Image[] {
  expectSchema('ListImagesResponse', body);
  assert(isListImagesResponse(body));
  return normalizeListImagesResponse(body).images;
}

/** An operation; fails unless `body` is one by the OpenAPI description. */
export function operationIn(body: unknown): Operation {
  expectSchema('Operation', body);
  assert(isOperation(body));
  return normalizeOperation(body);
}

const isListImagesResponse = ajv.compile<WireListImagesResponse>({
  $ref: 'openapi#/components/schemas/ListImagesResponse',
});
const isOperation = ajv.compile<WireOperation>({ $ref: 'openapi#/components/schemas/Operation' });
