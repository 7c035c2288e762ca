import { readFile, writeFile } from 'node:fs/promises';

import { createImagesClient, type OperationState } from '@registry-images/client';

const [baseUrl = 'http://127.0.0.1:8080', file = 'deletion.json', imageId] = process.argv.slice(2);
const { images, operations } = createImagesClient({ baseUrl });

if (imageId) {
  const deletion = await images.delete(imageId);
  await writeFile(file, JSON.stringify(deletion));
} else {
  const state: OperationState = JSON.parse(await readFile(file, 'utf8'));
  await operations.resume(state).wait();
  console.log(`Image ${state.imageId} is gone.`);
}
