/** Measures the client and prints the figures with their goals. Takes about six minutes; the machine should be idle. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { printFigures, type Figure } from '@registry-images/figures';

const run = promisify(execFile);

/**
 * Each group has a process of its own: what ran before would be measured too, because V8 compiles the code of `fetch` less
 * well for each way in which it was called.
 */
async function figuresOf(group: string): Promise<Figure[]> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'figures-child.ts'), group]);
  return JSON.parse(stdout);
}

const groups = ['get', 'list', 'memory', 'size', 'token'];
await printFigures(
  groups.map((group) => () => figuresOf(group)),
  (text) => process.stdout.write(text),
);
