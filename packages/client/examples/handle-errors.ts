import { createImagesClient, isApiError, isImagesError } from '@registry-images/client';

const [baseUrl = 'http://127.0.0.1:8080', imageId = ''] = process.argv.slice(2);
const { images } = createImagesClient({ baseUrl });

try {
  const image = await images.get(imageId, { signal: AbortSignal.timeout(10_000) });
  console.log(image.name, image.digest);
} catch (error) {
  if (isApiError(error) && error.status === 'NOT_FOUND') console.log('There is no such image.');
  else if (isImagesError(error)) console.log(JSON.stringify(error));
  else throw error;
}
