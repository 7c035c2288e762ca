import { createImagesClient } from '@registry-images/client';
import { defaultCredentials } from '@registry-images/client/credentials/default';
import { compressedBytes, formatBytes } from '@registry-images/model';

const [registryId = '', count = '20'] = process.argv.slice(2);
const { images } = createImagesClient({
  baseUrl: process.env.IMAGES_API_URL ?? 'https://container-registry.api.cloud.yandex.net',
  credential: defaultCredentials(),
});

const all = await Array.fromAsync(images.list({ registryId, pageSize: 1000 }));
all.sort((a, b) => compressedBytes(b) - compressedBytes(a));
for (const image of all.slice(0, Number(count))) {
  console.log(
    formatBytes(compressedBytes(image)).padStart(8),
    image.name,
    image.tags.join(' ') || image.digest,
  );
}
