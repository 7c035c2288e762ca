import { percentile, type Figure } from '@registry-images/figures';

import { startChild } from './child.ts';
import { createCommandSender } from './commands.ts';
import { startBot } from './start-bot.ts';
import { startSurroundings } from './surroundings.ts';

const rounds = 50;
const warmUpRounds = 20;

/** How long it takes from a command to its first answer, beside the request that the bot sends to the Image API for it. */
interface Durations {
  readonly answersMs: readonly number[];
  readonly requestsMs: readonly number[];
}

/** Asks the bot for lists of large registries. */
export async function listFigures(): Promise<readonly Figure[]> {
  const whole = await measureList(1_000_000, 'list');
  const [answerMs, requestMs] = [percentile(whole.answersMs, 0.5), percentile(whole.requestsMs, 0.5)];
  const filtered = await measureList(100_000, 'list --untagged --larger-than 900MB');
  const firstRowsMs = percentile(filtered.answersMs, 0.5);
  return [
    {
      what: '/images list answered, 1,000,000 images',
      against: `the answer of a stand-in for the image service, which computes its pages: ${requestMs.toFixed(1)} ms`,
      goal: '≤ 2 × + 20 ms',
      measured: `${answerMs.toFixed(1)} ms`,
      isMet: answerMs <= 2 * requestMs + 20,
    },
    {
      what: 'first rows of a list with filters that the API lacks',
      against: '100,000 images of the same stand-in, of which one in a thousand is meant',
      goal: '≤ 1 s',
      measured: `${firstRowsMs.toFixed(0)} ms`,
      isMet: firstRowsMs <= 1000,
    },
  ];
}

async function measureList(images: number, text: string): Promise<Durations> {
  await using surroundings = await startSurroundings();
  await using api = await startChild('programs/large-image-api.ts', { IMAGES: String(images) });
  await using bot = await startBot({ ...surroundings, imagesApiUrl: api.url });
  using sender = createCommandSender(bot.url);

  async function answer(): Promise<void> {
    const { responseUrl, answered } = surroundings.expectAnswer();
    await sender.send(text, responseUrl);
    await answered;
  }
  await answer();
  const { path }: { path: string } = JSON.parse(await read(`${api.url}/latest-list`));

  const [answersMs, requestsMs]: [number[], number[]] = [[], []];
  for (let round = 0; round < warmUpRounds + rounds; round += 1) {
    const requestMs = await timed(() => read(`${api.url}${path}`));
    const answerMs = await timed(answer);
    if (round < warmUpRounds) continue;
    requestsMs.push(requestMs);
    answersMs.push(answerMs);
  }
  return { answersMs, requestsMs };
}

async function read(url: string): Promise<string> {
  return (await fetch(url)).text();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}
