import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

function fromHere(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

/** The folders that the sample images are made from, as `npm start` takes them. */
export const sampleSources: {
  readonly repository: string;
  readonly page: string;
  readonly packages: string;
} = {
  repository: fromHere('../../..'),
  page: fromHere('../dist'),
  packages: fromHere('../node_modules'),
};

/** Where a screenshot of this name goes. */
export async function screenshotPath(name: string): Promise<string> {
  await mkdir(fromHere('../test-results'), { recursive: true });
  return fromHere(`../test-results/${name}.png`);
}
