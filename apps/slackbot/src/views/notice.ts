import { commandName } from '../commands/command-table.ts';
import type { Answer } from './answer.ts';
import { section } from './blocks.ts';
import { code } from './mrkdwn.ts';
import type { View } from './view.ts';

/** A plain message. `text` is mark-up, at most 3000 characters, in which what comes from elsewhere is escaped. */
export function notice(text: string): Answer {
  return { text, blocks: [section(text)] };
}

/** The answer to a button, a modal or a command that this version of the bot does not know. */
export function outdatedText({ texts }: Pick<View, 'texts'>): string {
  return texts.common.outdated(code(`${commandName} list`));
}
