import { createImagesClient } from '@registry-images/client';
import { defaultCredentials } from '@registry-images/client/credentials/default';

const { images } = createImagesClient({
  baseUrl: process.env.IMAGES_API_URL ?? 'https://container-registry.api.cloud.yandex.net',
  credential: defaultCredentials(),
});

const [registryId = ''] = process.argv.slice(2);
for await (const page of images.list({ registryId, orderBy: [{ field: 'createdAt' }] }).byPage()) {
  console.log(page.images.map(({ name, tags }) => `${name}: ${tags.join(', ')}`).join('\n'));
}
