import { onTestFinished } from 'vitest';

import {
  createManualClock,
  createSlackSandbox,
  type JsonObject,
  type ManualClock,
  type SlackSandbox,
  type SlackSandboxOptions,
} from '../src/index.ts';

/** A sandbox whose time stands still, and that is closed when the running test ends. */
export async function openSandbox(
  options: SlackSandboxOptions = {},
): Promise<{ sandbox: SlackSandbox; clock: ManualClock }> {
  const clock = createManualClock(1_700_000_000_000);
  const sandbox = await createSlackSandbox({ clock, ...options });
  onTestFinished(() => sandbox[Symbol.asyncDispose]());
  return { sandbox, clock };
}

/** Calls a method of the Web API with the bot token, or with another one. */
export async function call(
  sandbox: SlackSandbox,
  method: string,
  body: JsonObject = {},
  token: string | undefined = sandbox.botToken,
): Promise<JsonObject> {
  const response = await fetch(`${sandbox.apiUrl}${method}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== '' && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  const answered: JsonObject = JSON.parse(await response.text());
  return answered;
}

/** Posts to a `response_url`. */
export async function answer(url: unknown, body: JsonObject): Promise<{ status: number; text: string }> {
  const response = await fetch(String(url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

/** A text object. */
export function plain(text: string): JsonObject {
  return { type: 'plain_text', text };
}

/** A modal with these blocks and a submit button. */
export function modal(
  blocks: readonly JsonObject[] = [{ type: 'divider' }],
  more: JsonObject = {},
): JsonObject {
  return { type: 'modal', title: plain('Title'), submit: plain('Send'), blocks, ...more };
}
