import { parseDuration } from '../query/duration.ts';
import type { Filters, Sort, SortField } from '../query/filters.ts';
import { isTagPattern } from '../query/glob.ts';
import { similarNames } from '../query/similar-names.ts';
import { parseSize } from '../query/size.ts';
import { commandRow, type CommandName, type FlagKind, type FlagRow } from './command-table.ts';
import type { CommandProblem } from './command.ts';

/** The flags of a command, read. */
export interface FlagValues {
  readonly filters: Filters;
  readonly sort?: Sort;
  readonly keepLast?: number;
}

/** A command's words: those with dashes and their values read, and the others. */
export type ReadFlags =
  | { readonly ok: true; readonly values: FlagValues; readonly args: readonly string[] }
  | { readonly ok: false; readonly problem: CommandProblem };

/** A flag as it was typed. */
interface TypedFlag {
  readonly row: FlagRow;
  readonly value: string;
}

/** The most images that `--keep-last` keeps. */
export const maxKeepLast = 10_000;

/** Reads `--flag value`, `--flag=value`, `--flag 2 units` and switches, in any order and case, between a command's other words. */
export function readFlags(command: CommandName, words: readonly string[]): ReadFlags {
  const rows = commandRow(command).flags;
  const typed = new Map<string, string>();
  const args: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!/^-+\p{L}/u.test(word)) {
      args.push(word);
      continue;
    }
    const read = readFlag(rows, word, words.slice(index + 1, index + 3));
    if (!read) return refuse(unknownFlag(command, rows, word));
    if ('kind' in read) return refuse(read);
    const { row, value } = read.flag;
    if (typed.has(row.name)) return refuse({ kind: 'repeated-flag', flag: row.name });
    if (!isValue[row.kind](value)) {
      return refuse({ kind: 'bad-value', flag: row.name, flagKind: row.kind, typed: value });
    }
    typed.set(row.name, value);
    index += read.took;
  }
  if (typed.has('untagged') && typed.has('tag')) {
    return refuse({ kind: 'contradicting-flags', flags: ['untagged', 'tag'] });
  }
  return { ok: true, values: toValues(typed), args };
}

function refuse(problem: CommandProblem): ReadFlags {
  return { ok: false, problem };
}

function readFlag(
  rows: readonly FlagRow[],
  word: string,
  next: readonly string[],
): { readonly flag: TypedFlag; readonly took: number } | CommandProblem | undefined {
  const [, typedName = '', inline] = /^-+([^=]*)(?:=(.*))?$/su.exec(word) ?? [];
  const name = typedName.toLowerCase();
  const row = rows.find((candidate) => candidate.name === name);
  if (!row) return undefined;
  if (row.kind === 'switch') {
    if (inline !== undefined) return { kind: 'value-not-taken', flag: name };
    return { flag: { row, value: '' }, took: 0 };
  }
  const value = inline ?? next[0] ?? '';
  if (value === '' || (inline === undefined && value.startsWith('--'))) {
    return { kind: 'missing-value', flag: name, flagKind: row.kind };
  }
  const took = inline === undefined ? 1 : 0;
  const withUnit = `${value} ${next[took] ?? ''}`;
  return isCountWithUnit(row.kind, withUnit)
    ? { flag: { row, value: withUnit }, took: took + 1 }
    : { flag: { row, value }, took };
}

/** Whether two words are one value, as in `--larger-than 500 MB`. */
function isCountWithUnit(kind: FlagKind, text: string): boolean {
  const isWithUnit = kind === 'duration' || kind === 'size';
  return isWithUnit && /^[\d.]+ [a-z]+$/i.test(text) && isValue[kind](text);
}

function unknownFlag(command: CommandName, rows: readonly FlagRow[], word: string): CommandProblem {
  const names = rows.map(({ name }) => name);
  const [meant] = similarNames(word.replace(/^-+|=.*$/gsu, ''), names, 1);
  return { kind: 'unknown-flag', typed: word, command, ...(meant !== undefined && { meant }) };
}

/** Whether a text is a value of a kind of flag. */
const isValue: Readonly<Record<FlagKind, (value: string) => boolean>> = {
  switch: () => true,
  duration: (value) => parseDuration(value) !== undefined,
  size: (value) => parseSize(value) !== undefined,
  pattern: isTagPattern,
  sort: (value) => parseSort(value) !== undefined,
  count: (value) => /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= maxKeepLast,
};

function toValues(typed: ReadonlyMap<string, string>): FlagValues {
  const olderThanMs = parseDuration(typed.get('older-than') ?? '');
  const largerThanBytes = parseSize(typed.get('larger-than') ?? '');
  const tag = typed.get('tag');
  const filters: Filters = {
    ...(typed.has('untagged') && { isUntagged: true }),
    ...(olderThanMs !== undefined && { olderThanMs }),
    ...(largerThanBytes !== undefined && { largerThanBytes }),
    ...(tag !== undefined && { tag }),
  };
  const field = parseSort(typed.get('sort') ?? '');
  const isDescending = typed.has('desc');
  const keepLast = typed.get('keep-last');
  return {
    filters,
    ...((field !== undefined || isDescending) && { sort: { field: field ?? 'created', isDescending } }),
    ...(keepLast !== undefined && { keepLast: Number(keepLast) }),
  };
}

const sortFields: readonly SortField[] = ['size', 'created', 'name'];

function parseSort(value: string): SortField | undefined {
  return sortFields.find((field) => field === value.toLowerCase());
}
