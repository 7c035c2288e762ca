import { createImagesClient } from '@registry-images/client';

const [baseUrl = 'http://127.0.0.1:8080', repositoryName = 'team/app', tag] = process.argv.slice(2);
const { images } = createImagesClient({ baseUrl });

for await (const image of images.list({ repositoryName })) {
  console.log(image.id, image.tags.join(' ') || 'untagged');
  if (image.tags.length !== 1 || image.tags[0] !== tag) continue;
  const deletion = await images.delete(image.id);
  await deletion.wait({ onProgress: ({ done }) => console.log(done ? 'deleted' : 'deleting …') });
}
