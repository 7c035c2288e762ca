import {
  createManualClock,
  createSlackSandbox,
  type ManualClock,
  type SlackSandbox,
  type SlackSandboxOptions,
} from '@registry-images/slack-sandbox';
import { onTestFinished } from 'vitest';

import type { Clock } from '../../src/clock.ts';
import { createLog, type Log } from '../../src/log.ts';
import { createSlackApi, type SlackApi } from '../../src/slack/slack-api.ts';
import { createSlackCaller, type EndedCall, type SlackCaller } from '../../src/slack/slack-caller.ts';
import { createWebApi } from '../../src/slack/web-api.ts';
import type { Answer } from '../../src/views/answer.ts';

/** The channel of the tests. */
export const channel = 'C0GENERAL';
/** A user who is in it. */
export const ada = 'U0ADA';

/** A workspace, and the bot's way to it. */
export interface SlackWorld {
  readonly sandbox: SlackSandbox;
  readonly teamId: string;
  readonly slack: SlackApi;
  readonly caller: SlackCaller;
  readonly time: ManualClock;
  readonly clock: Clock;
  readonly log: Log;
  /** The lines of the log so far. */
  readonly lines: readonly string[];
  /** The calls that have ended. */
  readonly ended: readonly EndedCall[];
  /** How often the method was called, successful or not. */
  readonly calls: (method: string) => number;
}

/** Time of the bot that passes only where a test says so. */
function toBotClock(time: ManualClock): Clock {
  return {
    now: () => time.now(),
    after: (ms, task) => time.setTimer(ms, task),
  };
}

/** Opens a workspace. It is closed when the test ends. */
export async function openSlackWorld(options: SlackSandboxOptions = {}): Promise<SlackWorld> {
  const time = createManualClock(Date.now());
  const clock = toBotClock(time);
  const sandbox = await createSlackSandbox({ clock: time, ...options });
  onTestFinished(() => sandbox[Symbol.asyncDispose]());
  const lines: string[] = [];
  const ended: EndedCall[] = [];
  const caller = createSlackCaller({
    webApi: createWebApi({ baseUrl: sandbox.apiUrl, fetch }),
    tokenOf: () => Promise.resolve(sandbox.botToken),
    clock,
    observer: { ended: (call) => ended.push(call), rateLimited: () => undefined },
  });
  return {
    sandbox,
    teamId: sandbox.team.id,
    slack: createSlackApi(caller),
    caller,
    time,
    clock,
    log: createLog({ write: (line) => lines.push(line), now: clock.now, secrets: [] }),
    lines,
    ended,
    calls: (method) => sandbox.requests.filter((request) => request.method === method).length,
  };
}

/** A message of one section. */
export function plain(text: string): Answer {
  return { text, blocks: [{ type: 'section', text: { type: 'plain_text', text } }] };
}

/** What a user reads in the channel of the tests, the texts of the app alone. */
export function read({ sandbox }: Pick<SlackWorld, 'sandbox'>, channelId: string = channel): string[] {
  return sandbox
    .messages(channelId, ada)
    .filter(({ from }) => from === 'app')
    .map(({ text }) => text);
}

/** Lets everything go on that waits for nothing but its turn and loopback connections. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
