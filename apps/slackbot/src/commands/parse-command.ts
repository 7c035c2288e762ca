import { similarNames } from '../query/similar-names.ts';
import { commandRow, commandTable, isCommandName, type CommandName } from './command-table.ts';
import { commandWords } from './command-words.ts';
import type { Command, CommandProblem } from './command.ts';
import { readFlags, type FlagValues } from './flag-values.ts';
import { digestPrefix, parseImageName, parseRepositoryName, type ImageName } from './image-name.ts';

/**
 * Reads what followed the slash command. A name without a command is looked at: an image is inspected, a repository with
 * a "/" is listed. Anything that is not understood becomes help that says why.
 */
export function parseCommand(text: string): Command {
  const [first, ...words] = commandWords(text);
  if (first === undefined) return { name: 'help' };
  // Phones begin a message with a capital letter.
  const word = first.toLowerCase().replace(/^-+/, '');
  if (word === 'h' || word === '?') return { name: 'help' };
  if (!isCommandName(word)) return parseNameAlone(first, words);
  if (words.some((other) => /^-+(help|h)$/i.test(other))) return { name: 'help', topic: word };
  const read = readFlags(word, words);
  if (!read.ok) return help(read.problem, word);
  const { args, values } = read;
  const [argument] = args;
  const { argument: expected } = commandRow(word);
  const extra = args[expected ? 1 : 0];
  if (extra !== undefined) return help({ kind: 'too-many-arguments', command: word, typed: extra }, word);
  if (argument === undefined && expected?.isRequired)
    return help({ kind: 'missing-argument', command: word }, word);
  return parsers[word](argument ?? '', values);
}

/** Reads the argument of each command; the empty one where there is none. */
const parsers: Readonly<Record<CommandName, (argument: string, values: FlagValues) => Command>> = {
  help: (argument) => parseHelp(argument),
  list: (argument, values) => parseList(argument, values),
  inspect: (argument) => parseImageCommand('inspect', argument),
  delete: (argument) => parseImageCommand('delete', argument),
  cleanup: (argument, values) => parseCleanup(argument, values),
  audit: (argument) => parseAudit(argument),
  whoami: () => ({ name: 'whoami' }),
};

function help(problem: CommandProblem, topic?: CommandName): Command {
  return { name: 'help', problem, ...(topic !== undefined && { topic }) };
}

function parseNameAlone(first: string, words: readonly string[]): Command {
  const isName = /[:@/]/.test(first) || digestPrefix(first) !== undefined;
  const parsed = words.length === 0 && isName ? parseImageName(first) : undefined;
  if (!parsed?.ok) return help({ kind: 'unknown-command', typed: first, ...meantCommand(first) });
  const { image } = parsed;
  return image.kind === 'repository' && isWholeRepository(image)
    ? { name: 'list', list: { repository: image.repository, filters: {} } }
    : { name: 'inspect', image };
}

function isWholeRepository({ tag, digest }: Extract<ImageName, { kind: 'repository' }>): boolean {
  return tag === undefined && digest === undefined;
}

function meantCommand(typed: string): { readonly meant?: CommandName } {
  const synonym = synonyms[typed.toLowerCase().replace(/^-+/, '')];
  if (synonym) return { meant: synonym };
  const names = commandTable.map(({ name }) => name);
  const [meant] = similarNames(typed.replace(/^-+/, ''), names, 1);
  return meant !== undefined && isCommandName(meant) ? { meant } : {};
}

/** What other tools call the commands. */
const synonyms: Readonly<Partial<Record<string, CommandName>>> = Object.assign(Object.create(null), {
  ls: 'list',
  images: 'list',
  show: 'inspect',
  describe: 'inspect',
  get: 'inspect',
  rm: 'delete',
  rmi: 'delete',
  remove: 'delete',
  prune: 'cleanup',
  gc: 'cleanup',
  log: 'audit',
  history: 'audit',
  me: 'whoami',
  who: 'whoami',
} satisfies Record<string, CommandName>);

function parseHelp(argument: string): Command {
  if (argument === '') return { name: 'help' };
  const topic = argument.toLowerCase();
  if (isCommandName(topic)) return { name: 'help', topic };
  return help({ kind: 'unknown-command', typed: argument, ...meantCommand(argument) });
}

function parseList(argument: string, { filters, sort }: FlagValues): Command {
  const repository = argument === '' ? undefined : parseRepositoryName(argument);
  if (argument !== '' && repository === undefined) return help(repositoryProblem('list', argument), 'list');
  return {
    name: 'list',
    list: { ...(repository !== undefined && { repository }), filters, ...(sort && { sort }) },
  };
}

function parseCleanup(argument: string, { filters, keepLast }: FlagValues): Command {
  const repository = parseRepositoryName(argument);
  if (repository === undefined) return help(repositoryProblem('cleanup', argument), 'cleanup');
  if (Object.keys(filters).length === 0 && keepLast === undefined) {
    return help({ kind: 'cleanup-of-everything', repository }, 'cleanup');
  }
  return { name: 'cleanup', cleanup: { repository, filters, ...(keepLast !== undefined && { keepLast }) } };
}

function repositoryProblem(command: CommandName, typed: string): CommandProblem {
  const parsed = parseImageName(typed);
  return parsed.ok && parsed.image.kind === 'repository'
    ? { kind: 'tag-not-taken', command, repository: parsed.image.repository }
    : { kind: 'not-a-repository', typed };
}

function parseImageCommand(name: 'inspect' | 'delete', argument: string): Command {
  const parsed = parseImageName(argument);
  if (parsed.ok) return { name, image: parsed.image };
  return help({ kind: 'not-an-image', fault: parsed.fault, typed: parsed.text }, name);
}

function parseAudit(argument: string): Command {
  if (argument === '') return { name: 'audit', audit: {} };
  const [, userId] = /^<@([A-Z0-9]+)>$/.exec(argument) ?? [];
  if (userId !== undefined) return { name: 'audit', audit: { userId } };
  // Slack makes a mention of whom it knows; of anybody else it leaves what was typed.
  if (/^@[^:/]+$/.test(argument)) return help({ kind: 'not-a-person', typed: argument }, 'audit');
  const parsed = parseImageName(argument);
  if (parsed.ok) return { name: 'audit', audit: { image: parsed.image } };
  return help({ kind: 'not-an-image', fault: parsed.fault, typed: parsed.text }, 'audit');
}
