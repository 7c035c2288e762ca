/**
 * Walks through all images that a service has, and prints how many there were, and how much memory the process had at its
 * peak, in bytes: all of it, with what waits to be collected, and without any collection forced.
 *
 *     node peak-child.ts <base URL>
 */
import { createImagesClient } from '@registry-images/client';

const [baseUrl = ''] = process.argv.slice(2);

let count = 0;
for await (const image of createImagesClient({ baseUrl }).images.list()) count += image.tags.length;
console.log(JSON.stringify({ count, bytes: process.resourceUsage().maxRSS * 1024 }));
