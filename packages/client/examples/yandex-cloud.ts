import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { createImagesClient } from '@registry-images/client';

const run = promisify(execFile);

const { images } = createImagesClient({
  baseUrl: 'https://container-registry.api.cloud.yandex.net',
  getToken: async ({ signal }) => (await run('yc', ['iam', 'create-token'], { signal })).stdout.trim(),
});

const [registryId = ''] = process.argv.slice(2);
for await (const page of images.list({ registryId, orderBy: [{ field: 'createdAt' }] }).byPage()) {
  console.log(page.images.map(({ name, tags }) => `${name}: ${tags.join(', ')}`).join('\n'));
}
