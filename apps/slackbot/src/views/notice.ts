import { commandName } from '../commands/command-table.ts';
import type { Answer } from './answer.ts';
import { section } from './blocks.ts';

/** A plain message. `text` is mark-up, at most 3000 characters, in which what comes from elsewhere is escaped. */
export function notice(text: string): Answer {
  return { text, blocks: [section(text)] };
}

/** The answer to a button, a modal or a command that this version of the bot does not know. */
export const outdatedText: string = `This is from an older version of the bot and does not work any more. Start afresh with \`${commandName} list\`.`;
