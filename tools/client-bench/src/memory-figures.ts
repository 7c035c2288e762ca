import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { atMost, median, type Figure } from '@registry-images/figures';

import { startServer } from './server-process.ts';

const run = promisify(execFile);
const few = 10_000;
const many = 1_000_000;
/** One process takes up to a tenth more than another, for the same. */
const processes = 5;

/**
 * A heap of 24 MiB, and 1 MiB for what is new. Without a limit, V8 gives a process the more room before it collects the
 * longer it allocates, whatever is held, and the peak says nothing.
 */
const smallHeap = ['--max-old-space-size=24', '--max-semi-space-size=1'];

/**
 * Compares the memory of a walk through 1 000 000 images with that of one through 10 000: what is held, which is what can
 * leak, and the peak of the process.
 */
export async function memoryFigures(): Promise<Figure[]> {
  const held = (await medianBytes(heldBytesOfWalk, many)) / (await medianBytes(heldBytesOfWalk, few));
  const peak = (await medianBytes(peakBytesOfWalk, many)) / (await medianBytes(peakBytesOfWalk, few));
  return [
    atMost(1.1, held, {
      what: 'memory held while iterating over 1,000,000 images',
      against: 'that at 10,000',
    }),
    atMost(1.1, peak, {
      what: 'peak of the process, with a heap of 24 MiB',
      against: 'that at 10,000',
    }),
  ];
}

async function medianBytes(
  bytesOfWalk: (images: number) => Promise<number>,
  images: number,
): Promise<number> {
  const measured: number[] = [];
  for (let count = 0; count < processes; count += 1) measured.push(await bytesOfWalk(images));
  return median(measured);
}

/** What a walk through images holds at most, in bytes, by a hundred looks, in a new process. */
async function heldBytesOfWalk(images: number): Promise<number> {
  using server = await startServer({ images });
  return await bytesOf(images, ['--expose-gc', program('held'), server.baseUrl, String(images / 100)]);
}

/** How large a new process gets that walks through images, in bytes. */
async function peakBytesOfWalk(images: number): Promise<number> {
  using server = await startServer({ images });
  return await bytesOf(images, [...smallHeap, program('peak'), server.baseUrl]);
}

function program(name: string): string {
  return join(import.meta.dirname, `${name}-child.ts`);
}

/** What a process says of its bytes, once it has seen so many images. */
async function bytesOf(images: number, args: readonly string[]): Promise<number> {
  const { stdout } = await run(process.execPath, args);
  const { count, bytes }: { count: number; bytes: number } = JSON.parse(stdout);
  if (count !== images) throw new Error(`There are ${images} images, but ${count} were seen.`);
  return bytes;
}
