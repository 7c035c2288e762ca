/**
 * Deletes the images of a registry that have no tag and are older than 30 days. Without `--delete` it only says which.
 *
 *     node delete-untagged.ts <registry id> [--older-than-days 30] [--delete] [--without-preview]
 *
 * The platforms of a multi-arch image are images without tags, too, and without them it cannot be pulled. So an image is
 * only deleted where the service can tell that nothing needs it. Yandex Cloud cannot: it may list platforms and does not
 * say what they belong to. With `--without-preview` they are deleted all the same: give it only for a registry to which
 * nobody pushes multi-arch images.
 */
import { parseArgs } from 'node:util';

import { createImagesClient, isApiError, isImagesError, type DeletionPreview } from '@registry-images/client';
import { defaultCredentials } from '@registry-images/client/credentials/default';
import { compressedBytes, formatAge, formatBytes, type Image } from '@registry-images/model';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'older-than-days': { type: 'string', default: '30' },
    delete: { type: 'boolean', default: false },
    'without-preview': { type: 'boolean', default: false },
  },
});
const [registryId = ''] = positionals;
const days = Number(values['older-than-days']);
if (registryId === '' || !(days > 0)) {
  console.error(
    'usage: node delete-untagged.ts <registry id> [--older-than-days 30] [--delete] [--without-preview]',
  );
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

/** Why an image must stay; undefined if it may go. */
function reasonToKeep(preview: DeletionPreview): string | undefined {
  if (preview.tags.length > 0) return 'It has a tag by now.';
  if (preview.isComplete) return preview.refusals[0]?.message;
  if (values['without-preview']) return undefined;
  return 'It may be part of a multi-arch image, and this service cannot tell. See --without-preview.';
}

/** For an image that is not there any more: somebody else was faster. */
function ignoreNotFound(error: unknown): undefined {
  if (!isApiError(error) || error.status !== 'NOT_FOUND') throw error;
}

let failures = 0;
for (const image of old) {
  const age = formatAge(image.createdAt, now);
  const what = [image.name, image.digest, formatBytes(compressedBytes(image)), age].join(' ');
  try {
    const preview = await images.previewDelete(image.id).catch(ignoreNotFound);
    if (!preview) continue;
    const reason = reasonToKeep(preview);
    if (reason) {
      console.log(`keep ${what}: ${reason}`);
      // Whoever asks to delete must hear that nothing was.
      if (values.delete && !preview.isComplete) failures += 1;
      continue;
    }
    console.log(values.delete ? 'delete' : 'would delete', what);
    if (!values.delete) continue;
    // Refused if the image has got a tag meanwhile.
    const options = preview.isComplete ? { ifMatch: preview.etag } : {};
    const deletion = await images.delete(image.id, options).catch(ignoreNotFound);
    // Here NOT_FOUND is an error: the operation got lost, and nobody knows what became of the image.
    await deletion?.wait();
  } catch (error) {
    if (!isImagesError(error)) throw error;
    failures += 1;
    console.error(error.message);
  }
}
console.log(`${old.length} images, ${failures} failures`);
process.exitCode = failures > 0 ? 1 : 0;
