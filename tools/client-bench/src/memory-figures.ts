import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { atMost, type Figure } from '@registry-images/figures';

import { startServer } from './server-process.ts';

const run = promisify(execFile);

/** Compares the memory of a walk through 1 000 000 images with that of one through 10 000. */
export async function memoryFigures(): Promise<Figure[]> {
  const few = await heldBytesOfWalk(10_000);
  const many = await heldBytesOfWalk(1_000_000);
  return [
    atMost(1.1, many / few, {
      what: 'memory while iterating over 1,000,000 images',
      against: 'that at 10,000',
    }),
  ];
}

/** What a walk through images holds at most, in bytes, by a hundred looks, in a new process. */
async function heldBytesOfWalk(images: number): Promise<number> {
  using server = await startServer({ images });
  const program = join(import.meta.dirname, 'memory-child.ts');
  const { stdout } = await run(process.execPath, [
    '--expose-gc',
    program,
    server.baseUrl,
    String(images / 100),
  ]);
  const { count, heldBytes }: { count: number; heldBytes: number } = JSON.parse(stdout);
  if (count !== images) throw new Error(`There are ${images} images, but ${count} were seen.`);
  return heldBytes;
}
