import type { IncomingMessage } from 'node:http';

import { isJsonObject, type JsonObject } from '../json.ts';

/** The longest body that is read, in bytes: well over what a view or a message may hold. */
const maxBodyBytes = 4 * 1024 * 1024;

/** A body, or why it could not be read, in Slack's words. */
export type ReadBody =
  | { readonly ok: true; readonly body: JsonObject }
  | {
      readonly ok: false;
      readonly error: 'request_too_large' | 'invalid_json' | 'json_not_object' | 'invalid_post_type';
    };

async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= maxBodyBytes) chunks.push(bytes);
  }
  return size > maxBodyBytes ? undefined : Buffer.concat(chunks).toString();
}

/** Reads the arguments of a call: from a form, from JSON, or from the query where there is no body. */
export async function readBody(request: IncomingMessage, query: URLSearchParams): Promise<ReadBody> {
  const text = await readText(request);
  if (text === undefined) return { ok: false, error: 'request_too_large' };
  const type = request.headers['content-type']?.split(';')[0]?.trim();
  if (text === '') return { ok: true, body: Object.fromEntries(query) };
  if (type === 'application/x-www-form-urlencoded')
    return { ok: true, body: Object.fromEntries(new URLSearchParams(text)) };
  if (type !== 'application/json') return { ok: false, error: 'invalid_post_type' };
  try {
    const body: unknown = JSON.parse(text);
    return isJsonObject(body) ? { ok: true, body } : { ok: false, error: 'json_not_object' };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, error: 'invalid_json' };
  }
}
