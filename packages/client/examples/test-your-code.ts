import assert from 'node:assert/strict';

import { createImagesClient, type ImagesClient } from '@registry-images/client';
import { createFakeImageService } from '@registry-images/client/testing';

async function deleteUntagged({ images }: ImagesClient, repositoryName: string): Promise<number> {
  let deleted = 0;
  for await (const image of images.list({ repositoryName })) {
    if (image.tags.length > 0) continue;
    const deletion = await images.delete(image.id);
    await deletion.wait();
    deleted += 1;
  }
  return deleted;
}

const fake = createFakeImageService({
  images: [{ name: 'crp1/team/app', tags: ['v1'] }, { name: 'crp1/team/app' }],
  deletionMs: 60_000,
});
fake.inject({ kind: 'refusal', status: 'UNAVAILABLE', on: 'images.delete' });

const client = createImagesClient(fake.clientOptions);
assert.equal(await deleteUntagged(client, 'crp1/team/app'), 1);

assert.deepEqual(
  fake.images().map(({ tags }) => tags),
  [['v1']],
);
assert.equal(fake.requests.filter(({ method }) => method === 'images.delete').length, 2);
