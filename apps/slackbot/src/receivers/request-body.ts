import type { IncomingMessage } from 'node:http';

import { isJsonObject, parseJson } from '../json.ts';

/** Slack's interactions have some kB; a view with all its state can have more. */
const maxBodyBytes = 256 * 1024;

/** Reads a body whole; undefined if it is larger than {@link maxBodyBytes}. Rejects if the request is cut off. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Destroying the request would cut the connection before the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('The request is read as text.');
    bytes += chunk.length;
    if (bytes > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The object that Slack sent: a form, JSON in the field `payload` of a form, or JSON. Undefined for anything else. */
export function parseBody(
  contentType: string | undefined,
  body: Buffer,
): { readonly [field: string]: unknown } | undefined {
  const text = body.toString('utf8');
  // Parameters such as `charset=utf-8` may follow the type.
  if (contentType?.split(';')[0]?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
    return objectOf(parseJson(text));
  }
  const form = new URLSearchParams(text);
  const payload = form.get('payload');
  return payload === null ? Object.fromEntries(form) : objectOf(parseJson(payload));
}

function objectOf(value: unknown): { readonly [field: string]: unknown } | undefined {
  return isJsonObject(value) ? value : undefined;
}
