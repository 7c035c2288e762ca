import type { JsonObject } from '../json.ts';
import { Refusal, refuseProblems } from './refusal.ts';

/** The text of a required argument. */
export function requiredText(body: JsonObject, name: string): string {
  const value = optionalText(body, name);
  if (value !== undefined && value !== '') return value;
  throw refuseProblems('invalid_arguments', [{ pointer: '', message: `missing required field: ${name}` }]);
}

/** The text of an argument that may be left out. */
export function optionalText(body: JsonObject, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw refuseProblems('invalid_arguments', [{ pointer: `/${name}`, message: 'must provide a string' }]);
}

/** The arguments that hold JSON, which forms carry as text. */
const jsonArguments: ReadonlySet<string> = new Set(['attachments', 'blocks', 'message', 'metadata', 'view']);

/** The arguments with those parsed that hold JSON text. What cannot be parsed stays text, and the method refuses it. */
export function parseJsonArguments(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      jsonArguments.has(name) && typeof value === 'string' ? parseJson(value) : value,
    ]),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Whether an argument says yes. Forms carry it as text. */
export function isOn(body: JsonObject, name: string): boolean {
  const value = body[name];
  return value === true || value === 'true' || value === '1' || value === 1;
}

/** A part of a list, and where the next one starts. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly response_metadata: { readonly next_cursor: string };
}

/** How many items come at most, and where nothing is asked for: https://docs.slack.dev/apis/web-api/pagination */
const pageLimits = { max: 1000, normal: 100 };

/** A cursor of the sandbox. Apps must not look into one. */
const cursorForm = /^next:(\d+)$/;

/** Cuts out of a list what `cursor` and `limit` ask for. */
export function readPage<Item>(all: readonly Item[], body: JsonObject): Page<Item> {
  const cursor = optionalText(body, 'cursor') ?? '';
  const from = cursor === '' ? 0 : Number(cursorForm.exec(cursor)?.[1] ?? Number.NaN);
  if (!(from <= all.length)) throw new Refusal('invalid_cursor');
  const limit = Number(body['limit'] ?? pageLimits.normal);
  if (!Number.isInteger(limit) || limit < 1 || limit > pageLimits.max) throw new Refusal('invalid_limit');
  const to = from + limit;
  return {
    items: all.slice(from, to),
    response_metadata: { next_cursor: to < all.length ? `next:${to}` : '' },
  };
}
