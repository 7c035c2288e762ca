import { commandName, commands, usageOf } from '../commands.ts';
import type { Answer } from './answer.ts';
import { context, section } from './blocks.ts';
import { clip, escapeMrkdwn } from './mrkdwn.ts';

/** How to use the bot; first what was wrong with the input, if it could not be understood. */
export function helpAnswer(problem?: string): Answer {
  const usage = commands.map(({ name, does }) => `\`${escapeMrkdwn(usageOf(name))}\` ${does}`);
  return {
    text: problem === undefined ? `How to use ${commandName}.` : escapeMrkdwn(clip(problem, 500)),
    blocks: [
      ...(problem === undefined ? [] : [section(escapeMrkdwn(clip(problem, 500)))]),
      section(usage.join('\n')),
      context('`&lt;image&gt;` is an id, `repository:tag` or `repository@digest`. Only you see the answers.'),
    ],
  };
}
