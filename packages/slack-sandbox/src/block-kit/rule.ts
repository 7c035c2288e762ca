import { isJsonObject, type JsonObject } from '../json.ts';
import type { BlockKitProblem } from './problem.ts';

/** Looks at the value at a JSON pointer and answers what is wrong with it: nothing, where it keeps the rule. */
export type Rule = (value: unknown, pointer: string) => readonly BlockKitProblem[];

const none: readonly BlockKitProblem[] = [];

/** One problem: a rule that was broken, in Slack's words where they are known. */
export function broken(
  pointer: string,
  message: string,
  constraint?: { type: string; expected: readonly (string | number)[]; got: string | number | null },
): readonly BlockKitProblem[] {
  return [{ pointer, code: 'failed_constraint', message, ...(constraint && { constraint }) }];
}

function wrongType(value: unknown, pointer: string, expected: string): readonly BlockKitProblem[] {
  const got = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return broken(pointer, `must provide ${expected}`, { type: 'type', expected: [expected], got });
}

/** Text of `min` (1 where left out) to `max` characters, counted in UTF-16 code units: the stricter of the ways to count. */
export function text(max: number, { min = 1, format }: { min?: number; format?: Format } = {}): Rule {
  return (value, pointer) => {
    if (typeof value !== 'string') return wrongType(value, pointer, 'string');
    const got = value.length;
    if (got < min)
      return broken(pointer, `must be more than ${min - 1} characters`, {
        type: 'min_length',
        expected: [min],
        got,
      });
    if (got > max)
      return broken(pointer, `must be less than ${max + 1} characters`, {
        type: 'max_length',
        expected: [max],
        got,
      });
    if (format && !format.test(value))
      return broken(pointer, `must be ${format.name}`, {
        type: 'format',
        expected: [format.name],
        got: value,
      });
    return none;
  };
}

/** A form that a text must have, with the words that end the sentence "must be …". */
export interface Format {
  readonly name: string;
  readonly test: (value: string) => boolean;
}

/** A whole number, from `min` to `max`. */
export function wholeNumber(min: number, max: number): Rule {
  return (value, pointer) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return wrongType(value, pointer, 'integer');
    if (value < min || value > max)
      return broken(pointer, `must be from ${min} to ${max}`, {
        type: 'range',
        expected: [min, max],
        got: value,
      });
    return none;
  };
}

/** Any finite number. */
export const number: Rule = (value, pointer) =>
  typeof value === 'number' && Number.isFinite(value) ? none : wrongType(value, pointer, 'number');

/** True or false. */
export const flag: Rule = (value, pointer) =>
  typeof value === 'boolean' ? none : wrongType(value, pointer, 'boolean');

/** One of a few words or numbers. */
export function oneOf(allowed: readonly (string | number)[]): Rule {
  return (value, pointer) => {
    if (typeof value !== 'string' && typeof value !== 'number') return wrongType(value, pointer, 'string');
    return allowed.includes(value)
      ? none
      : broken(pointer, 'must be a valid enum value', { type: 'enum', expected: allowed, got: value });
  };
}

/** An array whose items keep a rule. */
export function list(item: Rule, { min = 1, max }: { min?: number; max: number }): Rule {
  return (value, pointer) => {
    if (!Array.isArray(value)) return wrongType(value, pointer, 'array');
    const got = value.length;
    if (got < min)
      return broken(pointer, `no fewer than ${min} items allowed`, {
        type: 'min_items',
        expected: [min],
        got,
      });
    if (got > max)
      return broken(pointer, `no more than ${max} items allowed`, {
        type: 'max_items',
        expected: [max],
        got,
      });
    return value.flatMap((entry: unknown, index) => item(entry, `${pointer}/${index}`));
  };
}

/** The fields of an object. */
export interface Fields {
  readonly required?: Readonly<Record<string, Rule>>;
  readonly optional?: Readonly<Record<string, Rule>>;
}

/** A rule on several fields of an object at once. */
export type Check = (value: JsonObject, pointer: string) => readonly BlockKitProblem[];

/** An object with these fields and no others. Checks across fields run where each field by itself is right. */
export function object({ required = {}, optional = {} }: Fields, ...checks: readonly Check[]): Rule {
  const known = { ...required, ...optional };
  return (value, pointer) => {
    if (!isJsonObject(value)) return wrongType(value, pointer, 'object');
    const missing = Object.keys(required)
      .filter((field) => value[field] === undefined)
      .flatMap((field) => broken(pointer, `missing required field: ${field}`));
    const wrong = Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .flatMap(([field, entry]) => {
        const rule = Object.hasOwn(known, field) ? known[field] : undefined;
        return rule
          ? rule(entry, `${pointer}/${field}`)
          : broken(pointer, `invalid additional property: ${field}`);
      });
    const problems = [...missing, ...wrong];
    return problems.length > 0 ? problems : checks.flatMap((check) => check(value, pointer));
  };
}

/** An object whose `type` says which of the rules holds. The rule sees the object without its `type`. */
export function byType(rules: Readonly<Record<string, Rule>>): Rule {
  return (value, pointer) => {
    if (!isJsonObject(value)) return wrongType(value, pointer, 'object');
    const { type, ...rest } = value;
    if (type === undefined) return broken(pointer, 'missing required field: type');
    const rule = typeof type === 'string' && Object.hasOwn(rules, type) ? rules[type] : undefined;
    if (rule) return rule(rest, pointer);
    const got = typeof type === 'string' ? type : typeof type;
    return broken(`${pointer}/type`, `unsupported type: ${got}`, {
      type: 'enum',
      expected: Object.keys(rules),
      got,
    });
  };
}

/** Exactly one of these fields. */
export function exactlyOneOf(...fields: readonly string[]): Check {
  return (value, pointer) =>
    fields.filter((field) => value[field] !== undefined).length === 1
      ? none
      : broken(pointer, `exactly one of ${fields.join(', ')} must be given`);
}

/** At least one of these fields. */
export function atLeastOneOf(...fields: readonly string[]): Check {
  return (value, pointer) =>
    fields.some((field) => value[field] !== undefined)
      ? none
      : broken(pointer, `at least one of ${fields.join(', ')} must be given`);
}
