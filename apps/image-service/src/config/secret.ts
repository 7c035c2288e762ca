import { messageOf } from './error-message.ts';
import { rules, type Rule } from './rules.ts';
import { readFields, readText, type Setting } from './setting.ts';

/** What is around the configuration. */
export interface Surroundings {
  /** An empty variable counts as one that is not set. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reads a file of text; throws where it cannot. */
  readonly readFile: (path: string) => string;
}

/**
 * Reads a secret, `{ env: NAME }` or `{ file: path }`; undefined where it is not set, or reported. One that is in the
 * file itself is refused, and not repeated.
 */
export function readSecret(setting: Setting, rule: Rule, surroundings: Surroundings): string | undefined {
  if (setting.value === undefined) return undefined;
  if (typeof setting.value !== 'object') {
    setting.report('must be { env: NAME } or { file: path }: a secret does not belong into this file.');
    return undefined;
  }
  const field = readFields(setting, ['env', 'file']);
  const [env, file] = [readText(field('env'), rules.anything), readText(field('file'), rules.anything)];
  if ((env === undefined) === (file === undefined)) {
    setting.report(
      'must have one of env, the name of an environment variable, and file, the path of a file.',
    );
    return undefined;
  }
  const text = env === undefined ? readSecretFile(setting, file ?? '', surroundings) : surroundings.env[env];
  if (text === '' || (text === undefined && env !== undefined)) {
    setting.report(`is empty: ${env === undefined ? `write the secret into ${file}` : `set ${env}`}.`);
  } else if (text !== undefined && !rule.isMet(text)) {
    setting.report(`must be ${rule.must}: what ${env ?? file} has is not.`);
  }
  return text;
}

/** Reads a file that a setting names; undefined where it is not set, or reported. */
export function readNamedFile(setting: Setting, rule: Rule, surroundings: Surroundings): string | undefined {
  const path = readText(setting, rules.anything);
  if (path === undefined) return undefined;
  const text = readFileOf(setting, path, surroundings);
  if (text !== undefined && !rule.isMet(text)) setting.report(`must be ${rule.must}.`);
  return text;
}

/** The text of a file without the line end that editors put there. */
function readSecretFile(setting: Setting, path: string, surroundings: Surroundings): string | undefined {
  return readFileOf(setting, path, surroundings)?.replace(/\r?\n$/, '');
}

function readFileOf(setting: Setting, path: string, { readFile }: Surroundings): string | undefined {
  try {
    return readFile(path);
  } catch (error) {
    setting.report(`names ${path}, which cannot be read: ${messageOf(error)}.`);
    return undefined;
  }
}
