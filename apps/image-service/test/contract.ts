import {
  httpStatusOf,
  normalizeListImagesResponse,
  normalizeOperation,
  statusCodeName,
  type Image,
  type Operation,
  type WireListImagesResponse,
  type WireOperation,
} from '@registry-images/model';
import openapi from '@registry-images/openapi/openapi.json' with { type: 'json' };
import addFormats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { assert, expect } from 'vitest';

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(openapi, 'openapi');

/** Fails unless `body` is what the OpenAPI description says of the schema. */
export function expectSchema(name: keyof typeof openapi.components.schemas, body: unknown): void {
  expectValid(`#/components/schemas/${name}`, body);
}

/**
 * Fails unless an answer is one that the OpenAPI description has for the request. What the description does not have, such
 * as `/healthz`, may answer what it likes; its errors are Statuses like all others, except for those of `/readyz`.
 */
export async function expectDescribed(request: Request, response: Response): Promise<void> {
  const { pathname } = new URL(request.url);
  expect(response.headers.get('x-request-id')).toMatch(/^[!-~]{1,128}$/);
  const method = methodOf(pathname, request.method.toLowerCase());
  const isStatus = !response.ok && pathname !== '/readyz';
  const described = method?.responses[response.status] ?? (isStatus ? errorResponse : undefined);
  if (!described) {
    expect(method, `${request.method} ${pathname} has no ${response.status}`).toBeUndefined();
    return;
  }
  const schema = described.content?.['application/json'].schema.$ref;
  if (schema === undefined) {
    expect(await response.text()).toBe('');
    return;
  }
  expect(response.headers.get('content-type')).toMatch(/^application\/json\b/);
  const body: unknown = await response.json();
  expectValid(schema, body);
  if (described === errorResponse) expectStatusCode(body, response.status);
}

interface DescribedResponse {
  readonly content?: { readonly 'application/json': { readonly schema: { readonly $ref: string } } };
}

interface DescribedMethod {
  readonly responses: Readonly<Record<string, DescribedResponse | undefined>>;
}

const paths: Readonly<Record<string, object>> = openapi.paths;
const errorResponse: DescribedResponse = openapi.components.responses.Error;
const validators = new Map<string, ValidateFunction>();

function methodOf(pathname: string, name: string): DescribedMethod | undefined {
  // The most special one comes first: `{imageId}:previewDelete` before `{imageId}`.
  const path = Object.keys(paths)
    .toSorted((a, b) => b.length - a.length)
    .find((template) => toExpression(template).test(pathname));
  const methods = new Map<string, unknown>(Object.entries(path === undefined ? {} : (paths[path] ?? {})));
  const method = methods.get(name);
  return isMethod(method) ? method : undefined;
}

function isMethod(value: unknown): value is DescribedMethod {
  return typeof value === 'object' && value !== null && 'responses' in value;
}

function toExpression(template: string): RegExp {
  return new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

function expectValid(reference: string, body: unknown): void {
  const validate = validators.get(reference) ?? ajv.compile({ $ref: `openapi${reference}` });
  validators.set(reference, validate);
  validate(body);
  expect(validate.errors ?? []).toEqual([]);
}

/** The HTTP status of an error follows from its code. */
function expectStatusCode(body: unknown, httpStatus: number): void {
  assert(typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'number');
  expect(httpStatusOf(statusCodeName(body.code))).toBe(httpStatus);
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
