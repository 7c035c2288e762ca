import type { KnownBlock } from '@slack/types';

import {
  commandName,
  commandRow,
  commandTable,
  commandUsage,
  flagUsage,
  type CommandName,
} from '../commands/command-table.ts';
import type { CommandProblem } from '../commands/command.ts';
import type { Answer } from './answer.ts';
import { context, section } from './blocks.ts';
import { code } from './mrkdwn.ts';
import { problemText } from './problem-text.ts';
import type { View } from './view.ts';

/** What the help is about: one command or all of them, and what was wrong with the input, if anything was. */
export interface HelpRequest {
  readonly topic?: CommandName;
  readonly problem?: CommandProblem;
}

/** How to use the bot. */
export function helpView({ topic, problem }: HelpRequest, view: Pick<View, 'texts'>): Answer {
  const { help } = view.texts;
  const sentence = problem && problemText(problem, view);
  return {
    text: sentence ?? help.summary(code(topic === undefined ? commandName : `${commandName} ${topic}`)),
    blocks: [
      ...(sentence === undefined ? [] : [section(sentence)]),
      ...(topic === undefined ? overview(view) : details(topic, view)),
    ],
  };
}

/** The lines that tell of every command, as mark-up. */
function commandLines({ texts }: Pick<View, 'texts'>): string {
  return commandTable.map(({ name }) => `${usage(name)}  ${texts.help.does[name]}`).join('\n');
}

function overview(view: Pick<View, 'texts'>): KnownBlock[] {
  const { help } = view.texts;
  return [
    section(commandLines(view)),
    context(help.names),
    context(help.more(code(`${commandName} help list`))),
  ];
}

function details(name: CommandName, { texts }: Pick<View, 'texts'>): KnownBlock[] {
  const { help } = texts;
  const { flags, examples } = commandRow(name);
  const options = flags.map((flag) => `${code(flagUsage(flag))}  ${help.flags[flag.name]}`);
  return [
    section(`${usage(name)}\n${help.does[name]}`),
    ...(options.length === 0 ? [] : [section([`*${help.options}*`, ...options].join('\n'))]),
    section(
      [`*${help.examples}*`, ...examples.map((example) => code(`${commandName} ${example}`))].join('\n'),
    ),
    context(help.names),
  ];
}

/** A command without its flags, which its own help shows. */
function usage(name: CommandName): string {
  const { argument, flags } = commandRow(name);
  const short = [
    commandName,
    name,
    ...(argument ? [argument.shown] : []),
    ...(flags.length > 0 ? ['[…]'] : []),
  ];
  return code(flags.length > 0 ? short.join(' ') : `${commandName} ${commandUsage(name)}`);
}
