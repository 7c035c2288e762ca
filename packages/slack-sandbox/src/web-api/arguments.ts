import type { JsonObject } from '../json.ts';
import { refuseProblems } from './refusal.ts';

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
