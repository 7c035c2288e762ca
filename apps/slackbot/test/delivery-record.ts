import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

import type { DeliveryRecord } from '@registry-images/slack-sandbox';

import { parseCommand } from '../src/commands/parse-command.ts';
import { isJsonObject } from '../src/json.ts';
import type { Mode } from './start-bot.ts';

/** Where the tests of one run write down what was delivered to their bots, a line each. */
const file = new URL('../test-results/deliveries.txt', import.meta.url);

/** Forgets what earlier runs have written down: vitest calls it once, before any test. */
export function setup(): void {
  mkdirSync(new URL('./', file), { recursive: true });
  writeFileSync(file, '');
}

/** Writes down what people at the sandbox did that the bot has acknowledged. */
export function recordDeliveries(mode: Mode, deliveries: readonly DeliveryRecord[]): void {
  const lines = deliveries
    // What a test itself has put together says nothing of what people can do: it names no app.
    .filter(({ error, payload }) => error === undefined && payload['api_app_id'] !== undefined)
    .map((delivery) => `${mode} ${whatIs(delivery)}\n`);
  appendFileSync(file, [...new Set(lines)].join(''));
}

/** What was delivered over one transport, sorted, each once: the kind and the id, such as `block_actions images.delete`. */
export function readDeliveries(mode: Mode): readonly string[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  const ofMode = lines
    .filter((line) => line.startsWith(`${mode} `))
    .map((line) => line.slice(mode.length + 1));
  return [...new Set(ofMode)].toSorted();
}

function whatIs({ name, payload }: DeliveryRecord): string {
  const { text, actions, action_id: menu, view } = payload;
  const [action]: unknown[] = Array.isArray(actions) ? actions : [];
  if (typeof text === 'string') return `${name} ${parseCommand(text).name}`;
  // Where several of a kind stand in a row, each has a number.
  if (isJsonObject(action)) return `${name} ${String(action['action_id']).replace(/\.\d+$/, '')}`;
  if (typeof menu === 'string') return `${name} ${menu}`;
  return isJsonObject(view) ? `${name} ${String(view['callback_id'])}` : name;
}
