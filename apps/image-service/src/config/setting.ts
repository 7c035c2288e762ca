import { isNode, LineCounter, parseDocument } from 'yaml';

import { nearest } from './did-you-mean.ts';
import { messageOf } from './error-message.ts';
import { replaceLooseAliases } from './loose-aliases.ts';
import type { Bounds, Rule } from './rules.ts';

/** A value of the configuration file, and its place. */
export interface Setting {
  /** Undefined where it is not set; one that is left empty counts as not set. */
  readonly value: unknown;
  readonly path: readonly (string | number)[];
  /** Takes down what is wrong with it: a sentence that goes on after its place. */
  report(problem: string): void;
  /** What is in it, by a key or by a position. */
  at(step: string | number): Setting;
}

/** Reads YAML. Whatever is reported of it, and of what is in it, goes to `problems`, with place and line. */
export function readSettings(text: string, problems: string[]): Setting | undefined {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: true });
  if (document.errors.length > 0) {
    problems.push(...document.errors.map(({ message }) => notYaml(message)));
    return undefined;
  }
  const lineOf = (path: readonly (string | number)[]): number => {
    const node = document.getIn(path, true);
    if (isNode(node) && node.range) return lineCounter.linePos(node.range[0]).line;
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1));
  };
  const setting = (value: unknown, path: readonly (string | number)[]): Setting => ({
    value: value ?? undefined,
    path,
    report: (problem) => problems.push(`${placeOf(path)} (line ${lineOf(path)}) ${problem}`),
    at: (step) => setting(valueAt(value, step), [...path, step]),
  });
  for (const { text: alias, path } of replaceLooseAliases(document)) {
    const advice = `put what begins with * between quotes: '${alias}'`;
    problems.push(`${placeOf(path)} (line ${lineOf(path)}) is an alias of nothing to YAML: ${advice}.`);
  }
  try {
    return setting(document.toJS(), []);
  } catch (error) {
    // Aliases of aliases, by which a small file would become a large one.
    problems.push(notYaml(messageOf(error)));
    return undefined;
  }
}

/** Reads a mapping of these keys, and reports all others; answers each by its key. */
export function readFields<Key extends string>(
  setting: Setting,
  keys: readonly Key[],
): (key: Key) => Setting {
  const { value } = setting;
  if (value !== undefined && !isMapping(value)) {
    setting.report(`must be a mapping of ${keys.join(', ')}.`);
    return () => silent;
  }
  for (const key of Object.keys(value ?? {})) {
    if (keys.some((known) => known === key)) continue;
    const meant = nearest(key, keys);
    setting.at(key).report(`is no setting: ${meant ? `did you mean ${meant}?` : `use ${keys.join(', ')}.`}`);
  }
  return (key) => setting.at(key);
}

/** Reads a list; none is an empty one. */
export function readItems(setting: Setting): Setting[] {
  if (setting.value === undefined) return [];
  if (Array.isArray(setting.value)) return setting.value.map((_, index) => setting.at(index));
  setting.report('must be a list.');
  return [];
}

/** Reads a list that must be set and have something in it; `what` says what is in it. */
export function readSome(setting: Setting, what: string): Setting[] {
  if (Array.isArray(setting.value) && setting.value.length > 0) return readItems(setting);
  setting.report(`must be a list of at least one ${what}.`);
  return [];
}

/** Reads a text; undefined where it is not set, or reported. */
export function readText(setting: Setting, rule: Rule): string | undefined {
  const { value } = setting;
  if (value === undefined || (typeof value === 'string' && value !== '' && rule.isMet(value))) return value;
  const isNumber = typeof value === 'number' || typeof value === 'boolean';
  setting.report(isNumber ? 'must be text: put it between quotes.' : `must be ${rule.must}.`);
  return undefined;
}

/** Reads a text that must be set; empty where it is not, or is reported. */
export function readRequired(setting: Setting, rule: Rule): string {
  if (setting.value === undefined) setting.report(`is missing: it must be ${rule.must}.`);
  return readText(setting, rule) ?? '';
}

/** Reads a whole number; undefined where it is not set, or reported. */
export function readNumber(setting: Setting, { min, max }: Bounds): number | undefined {
  const { value } = setting;
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  setting.report(`must be a whole number from ${min} to ${max}.`);
  return undefined;
}

/** What is not set, because what it would be in is wrong already. */
const silent: Setting = { value: undefined, path: [], report: () => undefined, at: () => silent };

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueAt(value: unknown, step: string | number): unknown {
  if (typeof step === 'number') return Array.isArray(value) ? value[step] : undefined;
  return isMapping(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** `registries[1].distribution.url`. */
function placeOf(path: readonly (string | number)[]): string {
  if (path.length === 0) return 'The file';
  return path.reduce<string>((place, step) => {
    if (typeof step === 'number') return `${place}[${step}]`;
    return place === '' ? step : `${place}.${step}`;
  }, '');
}

function notYaml(message: string): string {
  const [firstLine = ''] = message.split('\n');
  const advice = /alias/i.test(firstLine) ? ' Put texts that begin with * between quotes.' : '';
  return `The file is no YAML: ${firstLine}${advice}`;
}
