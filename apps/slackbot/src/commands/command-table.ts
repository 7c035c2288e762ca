/** The slash command that the bot answers. */
export const commandName = '/images';

/** What kind of value a flag takes; a switch takes none. */
export type FlagKind = 'switch' | 'duration' | 'size' | 'pattern' | 'sort' | 'count';

/** The name of a flag, without its dashes. */
export type FlagName = 'untagged' | 'older-than' | 'larger-than' | 'tag' | 'sort' | 'desc' | 'keep-last';

/** A flag of a command. */
export interface FlagRow {
  readonly name: FlagName;
  readonly kind: FlagKind;
  /** What stands for the value in the help, e.g. `30d`. */
  readonly value?: string;
}

/** What a command is about. */
export type ArgumentKind = 'repository' | 'image' | 'audit-subject' | 'command';

/** The name of a command. */
export type CommandName = 'list' | 'inspect' | 'delete' | 'cleanup' | 'audit' | 'whoami' | 'help';

/** One of the things that can follow the slash command. */
export interface CommandRow {
  readonly name: CommandName;
  readonly argument?: { readonly kind: ArgumentKind; readonly shown: string; readonly isRequired: boolean };
  readonly flags: readonly FlagRow[];
  /** What follows the slash command in the help's examples. */
  readonly examples: readonly string[];
}

const filterFlags: readonly FlagRow[] = [
  { name: 'untagged', kind: 'switch' },
  { name: 'older-than', kind: 'duration', value: '30d' },
  { name: 'larger-than', kind: 'size', value: '500MB' },
  { name: 'tag', kind: 'pattern', value: '<pattern>' },
];

const image: CommandRow['argument'] = { kind: 'image', shown: '<image>', isRequired: true };

/** What can follow the slash command. The parser, the help and the app manifest's hint all read this table. */
export const commandTable: readonly CommandRow[] = [
  {
    name: 'list',
    argument: { kind: 'repository', shown: '[repository]', isRequired: false },
    flags: [
      ...filterFlags,
      { name: 'sort', kind: 'sort', value: 'size|created|name' },
      { name: 'desc', kind: 'switch' },
    ],
    examples: ['list', 'list team/app --untagged', 'list team/app --older-than 30d --sort size --desc'],
  },
  {
    name: 'inspect',
    argument: image,
    flags: [],
    examples: ['inspect team/app:v1', 'inspect team/app@sha256:4f06b3c2', 'inspect 4f06b3c21b8e'],
  },
  { name: 'delete', argument: image, flags: [], examples: ['delete team/app:v1'] },
  {
    name: 'cleanup',
    argument: { kind: 'repository', shown: '<repository>', isRequired: true },
    flags: [...filterFlags, { name: 'keep-last', kind: 'count', value: 'n' }],
    examples: ['cleanup team/app --untagged --older-than 2w', 'cleanup team/app --tag "pr-*" --keep-last 5'],
  },
  {
    name: 'audit',
    argument: { kind: 'audit-subject', shown: '[image or @person]', isRequired: false },
    flags: [],
    examples: ['audit', 'audit @ada'],
  },
  { name: 'whoami', flags: [], examples: ['whoami'] },
  {
    name: 'help',
    argument: { kind: 'command', shown: '[command]', isRequired: false },
    flags: [],
    examples: ['help cleanup'],
  },
];

/** The row of a command. */
export function commandRow(name: CommandName): CommandRow {
  const row = commandTable.find((candidate) => candidate.name === name);
  if (!row) throw new RangeError(`There is no command ${name}.`);
  return row;
}

/** Whether a word names a command. */
export function isCommandName(word: string): word is CommandName {
  return commandTable.some(({ name }) => name === word);
}

/** A flag as a person types it, e.g. `--older-than 30d`. */
export function flagUsage({ name, value }: FlagRow): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

/** A command as a person types it, without the slash command: `inspect <image>`. */
export function commandUsage(name: CommandName): string {
  const { argument, flags } = commandRow(name);
  return [name, ...(argument ? [argument.shown] : []), ...flags.map((flag) => `[${flagUsage(flag)}]`)].join(
    ' ',
  );
}

/** What Slack shows behind the slash command while somebody types it: without flags, which would fill the line. */
export const commandHint: string = commandTable
  .map((row) => (row.argument ? `${row.name} ${row.argument.shown}` : row.name))
  .join(' | ');
