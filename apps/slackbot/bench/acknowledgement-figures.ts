import { percentile, type Figure } from '@registry-images/figures';

import { startChild } from './child.ts';
import { createCommandSender, type CommandSender } from './commands.ts';
import { startBot } from './start-bot.ts';
import { startSurroundings, type Surroundings } from './surroundings.ts';

const inFlight = 200;
const rounds = 30;
const warmUpRounds = 10;

/**
 * Sends 200 commands at once, waits for all their answers, and begins again: to the bot, which reads a list and answers, and,
 * taking turns with it, to a Bolt app that only acknowledges.
 */
export async function acknowledgementFigures(): Promise<readonly Figure[]> {
  await using surroundings = await startSurroundings();
  await using bot = await startBot(surroundings);
  await using bare = await startChild('programs/bare-bolt.ts');
  using toBot = createCommandSender(bot.url);
  using toBare = createCommandSender(bare.url);

  const botMs: number[] = [];
  const bareMs: number[] = [];
  for (let round = 0; round < warmUpRounds + rounds; round += 1) {
    const bareRound = await Promise.all(Array.from({ length: inFlight }, () => toBare.send('list', '')));
    const botRound = await sendAndWait(toBot, surroundings);
    if (round < warmUpRounds) continue;
    bareMs.push(...bareRound);
    botMs.push(...botRound);
  }

  const [worst, bareWorst] = [percentile(botMs, 0.99), percentile(bareMs, 0.99)];
  const what = `acknowledge, ${inFlight} commands in flight`;
  return [
    {
      what,
      against: '3 s of Slack',
      goal: 'p99 ≤ 100 ms',
      measured: `${worst.toFixed(0)} ms`,
      isMet: worst <= 100,
    },
    {
      what,
      against: `a bare Bolt app that only acknowledges: ${bareWorst.toFixed(0)} ms`,
      goal: 'p99 ≤ 1.5 ×',
      measured: `${(worst / bareWorst).toFixed(2)} ×`,
      isMet: worst <= 1.5 * bareWorst,
    },
  ];
}

async function sendAndWait(sender: CommandSender, surroundings: Surroundings): Promise<number[]> {
  const answers = Array.from({ length: inFlight }, () => surroundings.expectAnswer());
  const acknowledged = await Promise.all(answers.map(({ responseUrl }) => sender.send('list', responseUrl)));
  await Promise.all(answers.map(({ answered }) => answered));
  return acknowledged;
}
