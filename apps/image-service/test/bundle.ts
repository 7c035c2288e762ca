import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { makeTemporaryFolder } from '@registry-images/testing';
import { build } from 'tsdown';
import { onTestFinished } from 'vitest';

/** A service that runs as its container does. */
export interface BundledService {
  readonly url: string;
  /** The folder that it runs in, with nothing in it but the bundle. */
  readonly folder: string;
  /** Tells it to end, and answers with its exit code. */
  stop(): Promise<number>;
}

/** The user `nobody`, where the tests may become another one. */
const nobody = 65_534;

/**
 * Makes the bundle and runs it, as a user without rights, in a folder that it cannot write and that has no packages.
 * `env` is all of its environment, except for a port of its own and a database.
 */
export async function startBundle(env: Readonly<Record<string, string>>): Promise<BundledService> {
  const base = await makeTemporaryFolder();
  const [folder, data] = [`${base}/app`, `${base}/data`];
  const root = fileURLToPath(new URL('..', import.meta.url));
  await build({ cwd: root, outDir: `${base}/dist`, logLevel: 'silent' });
  await mkdir(folder);
  await mkdir(data);
  await cp(`${base}/dist/main.mjs`, `${folder}/main.mjs`);
  await chmod(base, 0o755);
  await chmod(folder, 0o555);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) await chown(data, nobody, nobody);

  const child = spawn(process.execPath, ['main.mjs'], {
    cwd: folder,
    env: { PORT: '0', DATABASE: `${data}/index.db`, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(isRoot && { uid: nobody, gid: nobody }),
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await chmod(folder, 0o755);
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const { url } = await readyLine(lines);
  child.stdout.resume();
  return {
    url,
    folder,
    async stop() {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      const [code] = await exit;
      return Number(code);
    },
  };
}

async function readyLine(lines: AsyncIterator<string>): Promise<{ url: string }> {
  const before: string[] = [];
  for (;;) {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`The bundle did not start: ${before.join('\n')}`);
    const line: { msg: string; url: string } = JSON.parse(value);
    if (line.msg === 'ready') return line;
    before.push(value);
  }
}
