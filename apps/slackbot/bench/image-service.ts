import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { startChild, type Child } from './child.ts';
import { registryId } from './start-bot.ts';

const run = promisify(execFile);

/**
 * Starts the image service by its own entry point, over an index that is filled with so many images first; a million takes
 * some minutes and 2 GB. In a thousand images there is one for each of the tags that end in `.0` to `.999`.
 */
export async function startImageService(images: number): Promise<Child> {
  await using started = new AsyncDisposableStack();
  const folder = started.adopt(await mkdtemp(join(tmpdir(), 'slackbot-bench-')), (path) =>
    rm(path, { recursive: true }),
  );
  const index = join(folder, 'index.db');
  const fillIndex = fileURLToPath(
    new URL('../../image-service/bench/programs/fill-index.ts', import.meta.url),
  );
  await run(process.execPath, [fillIndex, index, registryId, String(images)]);
  const service = started.use(
    await startChild('../../image-service/src/main.ts', {
      // Nobody listens on port 9: the index is what answers.
      REGISTRY_URL: 'http://127.0.0.1:9',
      REGISTRY_ID: registryId,
      DATABASE: index,
    }),
  );
  const resources = started.move();
  return { ...service, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}
