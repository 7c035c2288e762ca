/**
 * Walks through all images that a service has and prints how many there were, and how much was held at most, in bytes:
 * what is left on the heap after a collection. Without one, it would be the garbage collector's patience that is measured.
 *
 *     node --expose-gc held-child.ts <base URL> <number of images between looks>
 */
import { createImagesClient } from '@registry-images/client';

const [baseUrl = '', every = ''] = process.argv.slice(2);
const { gc } = globalThis;
if (!gc) throw new Error('Run this with --expose-gc.');

/** Walks until `visit` says that it is enough. */
async function walk(visit: (count: number) => Promise<boolean>): Promise<number> {
  let count = 0;
  for await (const image of createImagesClient({ baseUrl }).images.list()) {
    count += image.tags.length;
    if (count % Number(every) === 0 && (await visit(count))) break;
  }
  return count;
}

// Code that gets compiled meanwhile takes memory too, the more the longer the walk is. Now it has been.
for (let round = 0; round < 5; round += 1) await walk(async (count) => count >= 10_000);

let heldBytes = 0;
const count = await walk(async () => {
  // The last resort throws away compiled code too, of which there is more or less at any time.
  await gc({ type: 'major', execution: 'async', flavor: 'last-resort' });
  heldBytes = Math.max(heldBytes, process.memoryUsage().heapUsed);
  return false;
});
console.log(JSON.stringify({ count, bytes: heldBytes }));
