/**
 * Deletes the images of a registry that have no tag and are older than 30 days. Without `--delete` it only says which.
 *
 *     node delete-untagged.ts <registry id> [--older-than-days 30] [--delete]
 */
import { parseArgs } from 'node:util';

import { createImagesClient, isApiError, isImagesError } from '@registry-images/client';
import { defaultCredentials } from '@registry-images/client/credentials/default';
import { compressedBytes, formatAge, formatBytes, type Image } from '@registry-images/model';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'older-than-days': { type: 'string', default: '30' },
    delete: { type: 'boolean', default: false },
  },
});
const [registryId = ''] = positionals;
const days = Number(values['older-than-days']);
if (registryId === '' || !(days > 0)) {
  console.error('usage: node delete-untagged.ts <registry id> [--older-than-days 30] [--delete]');
  process.exit(2);
}

const credential = defaultCredentials();
console.log(`By ${credential.description}:`);
const { images } = createImagesClient({
  baseUrl: process.env.IMAGES_API_URL ?? 'https://container-registry.api.cloud.yandex.net',
  credential,
});

// The whole list first: to delete while listing would move what the next page begins with.
const now = Date.now();
const old: Image[] = [];
for await (const image of images.list({ registryId, pageSize: 1000 })) {
  // A time that is missing is not older than any other, so such an image stays.
  const isOld = Date.parse(image.createdAt) < now - days * 24 * 3_600_000;
  if (image.tags.length === 0 && isOld) old.push(image);
}

let failures = 0;
for (const image of old) {
  const size = formatBytes(compressedBytes(image));
  console.log(
    values.delete ? 'delete' : 'would delete',
    image.name,
    image.digest,
    size,
    formatAge(image.createdAt, now),
  );
  if (!values.delete) continue;
  try {
    const deletion = await images.delete(image.id);
    await deletion.wait();
  } catch (error) {
    if (!isImagesError(error)) throw error;
    // Somebody else was faster.
    if (isApiError(error) && error.status === 'NOT_FOUND') continue;
    failures += 1;
    console.error(error.message);
  }
}
console.log(`${old.length} images, ${failures} failures`);
process.exitCode = failures > 0 ? 1 : 0;
