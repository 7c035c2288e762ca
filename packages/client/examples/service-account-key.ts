import { readFile } from 'node:fs/promises';

import { createImagesClient } from '@registry-images/client';
import { createServiceAccountKeyCredential } from '@registry-images/client/credentials/service-account-key';

const [imageId = '', keyFile = 'key.json'] = process.argv.slice(2);
const { images } = createImagesClient({
  baseUrl: process.env.IMAGES_API_URL ?? 'https://container-registry.api.cloud.yandex.net',
  credential: createServiceAccountKeyCredential({
    key: ({ signal }) => readFile(keyFile, { encoding: 'utf8', signal }),
    ...(process.env.YC_IAM_TOKEN_URL && { tokenUrl: process.env.YC_IAM_TOKEN_URL }),
  }),
});

console.log(await images.get(imageId));
