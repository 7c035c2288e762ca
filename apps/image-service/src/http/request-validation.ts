/**
 * Checks the parameters of requests against the OpenAPI description itself, so that the two cannot drift apart.
 */
import openapi from '@registry-images/openapi/openapi.json' with { type: 'json' };
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';

import { invalidArgument, type ServiceError } from '../errors.ts';

/** Reads the parameters of one method from a request; `path` has those that the route took from the path. */
export type ParameterReader<Parameters> = (
  request: Request,
  path: Readonly<Record<string, string>>,
) => Parameters;

interface Parameter {
  readonly name: string;
  /** `query`, `path` or `header`. */
  readonly in: string;
  readonly required?: boolean;
  readonly schema: { readonly type?: string };
}

interface Reference {
  readonly $ref: string;
}

interface Method {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | Reference)[];
}

interface PathItem {
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly get?: Method;
  readonly delete?: Method;
}

const paths: Readonly<Record<string, PathItem>> = openapi.paths;
const shared: Readonly<Record<string, Parameter>> = openapi.components.parameters;

/**
 * Makes the reader of a method's parameters. It refuses unknown and repeated ones, and makes numbers and booleans of those
 * that the description says are such; absent ones stay absent. It throws `INVALID_ARGUMENT`.
 *
 * `Parameters` is what the description says, by the types that are generated from it.
 *
 * @throws Error for a method that the description does not have.
 */
export function createParameterReader<Parameters>(
  path: string,
  method: 'get' | 'delete',
): ParameterReader<Parameters> {
  const parameters = parametersOf(path, method);
  // That the description is right is checked where it is made; to check it here again takes most of the start.
  const ajv = new Ajv2020({ formats: { int64: true }, meta: false, validateSchema: false });
  // The description is part of the schema, because what it refers to is looked up from the root.
  ajv.addVocabulary(['components']);
  const validate = ajv.compile<Parameters>({
    components: openapi.components,
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  });

  const types = new Map(parameters.map(({ name, schema }) => [name, schema.type]));
  const namesIn = (wanted: string): string[] =>
    parameters.filter(({ in: place }) => place === wanted).map(({ name }) => name);
  const headers = namesIn('header');
  const queryNames = new Set(namesIn('query'));
  const readHeaders = (request: Request): Record<string, string> => {
    const given = headers.map((name) => [name, request.headers.get(name)] as const);
    return Object.fromEntries(given.filter((header): header is [string, string] => header[1] !== null));
  };

  return (request, fromPath) => {
    const query = new URL(request.url).searchParams;
    const repeated = [...query.keys()].find((name, index, names) => names.indexOf(name) !== index);
    if (repeated !== undefined) throw invalidArgument(repeated.slice(0, 50), 'is given more than once.');
    const unknown = [...query.keys()].find((name) => !queryNames.has(name));
    if (unknown !== undefined)
      throw invalidArgument(unknown.slice(0, 50), 'is not a parameter of this method.');
    const texts = { ...Object.fromEntries(query), ...fromPath, ...readHeaders(request) };
    const values: unknown = Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [name, toType(types.get(name), text)]),
    );
    if (validate(values)) return values;
    throw toInvalidArgument(validate.errors?.[0]);
  };
}

function parametersOf(path: string, method: 'get' | 'delete'): Parameter[] {
  const item = paths[path];
  if (!item?.[method]) throw new Error(`The OpenAPI description has no ${method} of ${path}.`);
  return [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map((parameter) => {
    const resolved =
      '$ref' in parameter ? shared[parameter.$ref.replace('#/components/parameters/', '')] : parameter;
    if (!resolved)
      throw new Error(`The OpenAPI description of ${path} refers to a parameter that it does not have.`);
    return resolved;
  });
}

/** A decimal integer as a number, `true` and `false` as booleans; whatever else stays text, and is refused as such. */
function toType(type: string | undefined, text: string): number | boolean | string {
  if (type === 'integer' && /^-?\d+$/.test(text)) return Number(text);
  return type === 'boolean' && /^(?:true|false)$/.test(text) ? text === 'true' : text;
}

function toInvalidArgument(error: ErrorObject | undefined): ServiceError {
  return invalidArgument(error?.instancePath.slice(1) ?? 'request', `${error?.message ?? 'is not valid'}.`);
}
