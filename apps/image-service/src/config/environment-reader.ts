import { messageOf } from './error-message.ts';
import type { Bounds, Rule } from './rules.ts';
import type { Surroundings } from './secret.ts';

/** Reads variables of the environment, and reports those that are wrong. An empty one counts as one that is not set. */
export interface EnvironmentReader {
  isSet(name: string): boolean;
  report(problem: string): void;
  text(name: string, rule: Rule): string | undefined;
  number(name: string, range: Bounds): number | undefined;
  /** A list of words between spaces or commas. */
  words(name: string, rule: Rule): string[];
  /** The text of the file that a variable names. */
  file(name: string, rule: Rule): string | undefined;
}

/** Makes the reader; `problems` takes what it reports, a sentence each. */
export function createEnvironmentReader(
  { env, readFile }: Surroundings,
  problems: string[],
): EnvironmentReader {
  const valueOf = (name: string): string | undefined => env[name] || undefined;
  const report = (problem: string): void => void problems.push(problem);
  const check = (isRight: boolean, problem: string): void => {
    if (!isRight) report(problem);
  };
  return {
    report,
    isSet: (name) => valueOf(name) !== undefined,
    text(name, { isMet, must }) {
      const value = valueOf(name);
      check(value === undefined || isMet(value), `${name} must be ${must}.`);
      return value;
    },
    number(name, { min, max }) {
      const value = valueOf(name);
      if (value === undefined) return undefined;
      const number = /^\d{1,9}$/.test(value) ? Number(value) : -1;
      check(number >= min && number <= max, `${name} must be a whole number from ${min} to ${max}.`);
      return number;
    },
    words(name, { isMet, must }) {
      const words = (valueOf(name) ?? '').split(/[\s,]+/).filter((word) => word !== '');
      check(words.every(isMet), `${name} must be words between spaces, and each ${must}.`);
      return words;
    },
    file(name, { isMet, must }) {
      const path = valueOf(name);
      if (path === undefined) return undefined;
      try {
        const text = readFile(path);
        check(isMet(text), `${name} must be ${must}.`);
        return text;
      } catch (error) {
        report(`${name} names ${path}, which cannot be read: ${messageOf(error)}.`);
        return undefined;
      }
    },
  };
}
