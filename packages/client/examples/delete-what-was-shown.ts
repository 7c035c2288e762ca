import { createImagesClient } from '@registry-images/client';

const [baseUrl = 'http://127.0.0.1:8080', imageId = '', confirmed] = process.argv.slice(2);
const { images } = createImagesClient({ baseUrl });

const options = { deleteReferrers: true, deleteOrphanedChildren: true };
const preview = await images.previewDelete(imageId, options);
console.log(`Tags that go: ${preview.tags.join(', ') || 'none'}`);

if (!preview.isComplete) {
  console.log('This service cannot tell what else would happen.');
} else if (preview.refusals.length > 0) {
  console.log(preview.refusals.map(({ message }) => message).join('\n'));
} else {
  console.log(`${preview.deletedCount} images would go, which frees ${preview.freedBytes} bytes.`);
  if (confirmed === '--yes') {
    const deletion = await images.delete(imageId, { ...options, ifMatch: preview.etag });
    await deletion.wait();
    console.log('deleted');
  }
}
