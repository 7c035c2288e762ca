import { similarNames } from '../query/similar-names.ts';

/** Reads a value of the policy file; undefined where it cannot, with a problem noted. */
export type Read<T> = (value: unknown, at: Place) => T | undefined;

/** A place in the policy file, and the list of what is wrong with the file. */
export interface Place {
  /** Such as `roles.deleter[1].repositories`; empty for the whole file. */
  readonly path: string;
  /** The place of a field. */
  field(name: string): Place;
  /** The place of an element of a list. */
  element(index: number): Place;
  /** Notes what is wrong here, and what to do. */
  problem(text: string): undefined;
  /** Whether nothing wrong was noted here, nor in anything below. */
  isSound(): boolean;
}

/** The place of the whole file. */
export function wholeFile(problems: string[]): Place {
  const wrong: string[] = [];
  function placeAt(path: string): Place {
    return {
      path,
      field: (name) => placeAt(path === '' ? name : `${path}.${name}`),
      element: (index) => placeAt(`${path}[${index}]`),
      problem(text) {
        wrong.push(path);
        problems.push(`${path === '' ? 'The file' : path} ${text}`);
      },
      isSound: () =>
        !wrong.some((other) => other.startsWith(path) && /^(?:$|[.[])/.test(other.slice(path.length))),
    };
  }
  return placeAt('');
}

/**
 * The fields of a mapping. Fields that nobody knows are problems: a slip of the pen must not take a protection away. They are
 * read as what was meant, so that what is wrong in them is named at once.
 */
export function readFields(
  value: unknown,
  at: Place,
  known: readonly string[],
): ReadonlyMap<string, unknown> | undefined {
  const fields = readMapping(value, at);
  if (!fields) return undefined;
  const meantFields = new Map(fields);
  for (const [name, field] of fields) {
    if (known.includes(name)) continue;
    at.field(name).problem(unknownWord('is not a setting', name, known));
    const [meant] = similarNames(name, known, 1);
    if (meant === undefined || meantFields.has(meant)) continue;
    meantFields.delete(name);
    meantFields.set(meant, field);
  }
  return meantFields;
}

/** A mapping with any keys. */
export function readMapping(value: unknown, at: Place): ReadonlyMap<string, unknown> | undefined {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return new Map(Object.entries(value));
  }
  return at.problem('must be a mapping: lines of "name: value".');
}

/** One value, or a list of them; a list without elements says nothing, and is a problem. */
export function readList<T>(value: unknown, at: Place, readOne: Read<T>): readonly T[] | undefined {
  if (!Array.isArray(value)) {
    const one = readOne(value, at);
    return one === undefined ? undefined : [one];
  }
  if (value.length === 0) return at.problem('is an empty list. Put something into it or leave it out.');
  const seen = new Map<string, number>();
  const list: T[] = [];
  for (const [index, each] of value.entries()) {
    const place = at.element(index);
    const earlier = seen.get(JSON.stringify(each));
    if (earlier !== undefined) place.problem(`is the same as ${at.element(earlier).path}. Leave one out.`);
    seen.set(JSON.stringify(each), index);
    const one = readOne(each, place);
    if (one !== undefined) list.push(one);
  }
  return list;
}

/** One of some words. */
export function readWord<T extends string>(words: readonly T[]): Read<T> {
  return (value, at) => {
    const word = words.find((each) => each === value);
    if (word !== undefined) return word;
    const listed = words.map((each) => `"${each}"`).join(', ');
    return at.problem(unknownWord(`must be one of ${listed}; it is ${shown(value)}`, String(value), words));
  };
}

/** A text that passes a test. `must` says which: "must be …". */
export function readText(isValid: (text: string) => boolean, must: string): Read<string> {
  return (value, at) =>
    typeof value === 'string' && isValid(value)
      ? value
      : at.problem(`must be ${must}; it is ${shown(value)}.`);
}

/** A value as a person would write it, shortened. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function unknownWord(problem: string, word: string, known: readonly string[]): string {
  const [meant] = similarNames(word, known, 1);
  if (meant !== undefined) return `${problem}. Did you mean "${meant}"?`;
  return problem.startsWith('must') ? `${problem}.` : `${problem}. Known here: ${known.join(', ')}.`;
}
