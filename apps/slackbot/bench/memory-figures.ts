import { setTimeout } from 'node:timers/promises';

import type { Figure } from '@registry-images/figures';

import type { Memory } from './child.ts';
import { createCommandSender } from './commands.ts';
import { startBot } from './start-bot.ts';
import { startSurroundings } from './surroundings.ts';

const few = 1000;
const many = 100_000;
const atOnce = 50;
/** Longer than any deadline of a command lasts: what is left then, stays. */
const idleMs = 15_000;
const texts = ['list', 'list team/app', 'inspect image-1', 'help', 'no such command'];

/** Gives the bot commands of all kinds, and looks at its memory once all are answered. */
export async function memoryFigures(): Promise<readonly Figure[]> {
  await using surroundings = await startSurroundings();
  await using bot = await startBot(surroundings);
  using sender = createCommandSender(bot.url);

  async function sendUntil(from: number, to: number): Promise<void> {
    let next = from;
    async function sendOneAfterAnother(): Promise<void> {
      while (next < to) {
        const text = texts[next % texts.length] ?? '';
        next += 1;
        const { responseUrl, answered } = surroundings.expectAnswer();
        await sender.send(text, responseUrl);
        await answered;
      }
    }
    await Promise.all(Array.from({ length: atOnce }, sendOneAfterAnother));
  }

  /** What there is once nothing goes on any more. */
  async function memoryAtRest(): Promise<Memory> {
    await setTimeout(idleMs);
    return bot.memory();
  }

  await sendUntil(0, few);
  const before = await memoryAtRest();
  await sendUntil(few, many);
  const after = await memoryAtRest();
  return [compare('heap', before.heap, after.heap), compare('RSS', before.resident, after.resident)];
}

function compare(what: string, before: number, after: number): Figure {
  const growth = after / before - 1;
  return {
    what: `memory after ${many.toLocaleString('en')} commands: ${what}`,
    against: `after ${few.toLocaleString('en')}: ${megabytes(before)}`,
    goal: 'within 10 %',
    measured: `${megabytes(after)}, ${growth < 0 ? '−' : '+'}${Math.abs(growth * 100).toFixed(1)} %`,
    isMet: growth <= 0.1,
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
