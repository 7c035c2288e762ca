/** A process that writes to a layout: `node writer-process.ts <folder> tag <prefix> <count>`, or `… <folder> hold`. */
import { openLayout, pushImage, tagImage } from '../src/index.ts';
import { sampleImage } from './sample-image.ts';

const [folder = '', command = '', prefix = '', count = '0'] = process.argv.slice(2);
const layout = await openLayout(folder);

if (command === 'tag') {
  const image = await pushImage(layout, { ...sampleImage('base', prefix), tags: [] });
  for (let index = 0; index < Number(count); index += 1)
    await tagImage(layout, image.digest, `${prefix}-${index}`);
} else {
  await layout.edit(async () => {
    process.stdout.write('held\n');
    await new Promise((resolve) => process.stdin.on('end', resolve).resume());
  });
}
