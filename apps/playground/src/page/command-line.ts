import type { CommandHint } from '../protocol.ts';
import { untilPlaceholder } from '../usage.ts';

/** A slash command as it was typed. */
export interface CommandLine {
  /** The command with its slash. */
  readonly command: string;
  /** What follows it, without the space between. */
  readonly text: string;
}

/** One way to complete what was typed. */
export interface Suggestion {
  /** What the suggestion looks like, with placeholders. */
  readonly label: string;
  /** What it puts into the composer: everything up to the first placeholder. */
  readonly insert: string;
  /** What the command does; only at the command itself, not at each of its forms. */
  readonly description: string;
}

/** Splits a typed line into the command and its text. Undefined where the line is no slash command. */
export function parseCommandLine(line: string): CommandLine | undefined {
  const match = /^(\/\S+)(?:\s+(.*))?$/su.exec(line.trim());
  return match?.[1] === undefined ? undefined : { command: match[1], text: match[2] ?? '' };
}

/** The ways to go on from what was typed, in the order of the commands. None where the line is no slash command. */
export function suggestCommands(line: string, commands: readonly CommandHint[]): Suggestion[] {
  if (!line.startsWith('/')) {
    return [];
  }
  const suggestions = commands.flatMap((hint) =>
    ['', ...hint.usages].map((usage) => {
      const label = usage === '' ? hint.command : `${hint.command} ${usage}`;
      return { label, insert: untilPlaceholder(label), description: usage === '' ? hint.description : '' };
    }),
  );
  return suggestions.filter(({ insert }) => insert.startsWith(line) && insert.trim() !== line.trim());
}
