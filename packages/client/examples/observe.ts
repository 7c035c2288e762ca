import { createImagesClient } from '@registry-images/client';
import { openTelemetry } from '@registry-images/client/opentelemetry';

const [baseUrl = 'http://127.0.0.1:8080', imageId = ''] = process.argv.slice(2);
const { images } = createImagesClient({
  baseUrl,
  logger: ({ level, message, ...fields }) => console[level](message, JSON.stringify(fields)),
  telemetry: openTelemetry(),
});

console.log((await images.get(imageId)).name);
