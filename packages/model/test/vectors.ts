import { readFileSync } from 'node:fs';

/** The cases of a vector file: every line but the blank ones and the comments. */
export function readVectors(name: string): string[] {
  return readFileSync(new URL(`vectors/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# '));
}
