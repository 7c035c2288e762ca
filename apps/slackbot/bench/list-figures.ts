import { percentile, type Figure } from '@registry-images/figures';

import { createCommandSender, type CommandSender } from './commands.ts';
import { startImageService } from './image-service.ts';
import { startBot } from './start-bot.ts';
import { startSurroundings, type Surroundings } from './surroundings.ts';

const rounds = 50;
const warmUpRounds = 20;

/** How long it takes from a command to its first answer, beside the first request that the bot makes for it. */
interface Durations {
  readonly answersMs: readonly number[];
  readonly requestsMs: readonly number[];
}

/** Asks the bot for lists of large registries, which the image service knows. */
export async function listFigures(): Promise<readonly Figure[]> {
  const whole = await measureList(1_000_000, 'list');
  const [answerMs, requestMs] = [percentile(whole.answersMs, 0.5), percentile(whole.requestsMs, 0.5)];
  const filtered = await measureList(100_000, 'list --tag *.7');
  const firstRowsMs = percentile(filtered.answersMs, 0.5);
  return [
    {
      what: '/images list answered, 1,000,000 images',
      against: `the answer of the image service: ${requestMs.toFixed(1)} ms`,
      goal: '≤ 2 × + 20 ms',
      measured: `${answerMs.toFixed(1)} ms`,
      isMet: answerMs <= 2 * requestMs + 20,
    },
    {
      what: 'first rows of a list with filters that the API lacks',
      against: '100,000 images, of which one in a thousand is meant',
      goal: '≤ 1 s',
      measured: `${firstRowsMs.toFixed(0)} ms`,
      isMet: firstRowsMs <= 1000,
    },
  ];
}

async function measureList(images: number, text: string): Promise<Durations> {
  await using surroundings = await startSurroundings();
  const request = await requestFor(text, surroundings);
  await using service = await startImageService(images);
  await using bot = await startBot({ ...surroundings, imagesApiUrl: service.url });
  using sender = createCommandSender(bot.url);

  const [answersMs, requestsMs]: [number[], number[]] = [[], []];
  for (let round = 0; round < warmUpRounds + rounds; round += 1) {
    const requestMs = await timed(() => read(`${service.url}${request}`));
    const answerMs = await timed(async () => {
      const shown = await answer(text, sender, surroundings);
      // Nothing is as fast as an error.
      if (!/team-\d+\/service-\d+/.test(shown)) throw new Error('An answer shows no images.');
    });
    if (round < warmUpRounds) continue;
    requestsMs.push(requestMs);
    answersMs.push(answerMs);
  }
  return { answersMs, requestsMs };
}

/** What a bot asks an Image API for first when it is given the command. */
async function requestFor(text: string, surroundings: Surroundings): Promise<string> {
  await using bot = await startBot(surroundings);
  using sender = createCommandSender(bot.url);
  await answer(text, sender, surroundings);
  return surroundings.latestImagesRequest();
}

async function answer(text: string, sender: CommandSender, surroundings: Surroundings): Promise<string> {
  const { responseUrl, answered } = surroundings.expectAnswer();
  await sender.send(text, responseUrl);
  return answered;
}

async function read(url: string): Promise<void> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} was answered with ${response.status}.`);
  await response.text();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}
