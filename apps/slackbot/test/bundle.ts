import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { makeTemporaryFolder } from '@registry-images/testing';
import { build } from 'tsdown';
import { onTestFinished } from 'vitest';

/** The bot as its container has it: one file, a folder that cannot be written, a folder for its data, and no rights. */
export interface Bundle {
  /** The folder that it runs in, with nothing in it but the bundle. */
  readonly folder: string;
  /** Starts it; answers once it says that it is ready. `env` is all of its environment but for a port and a database. */
  start(env: Readonly<Record<string, string>>): Promise<BundledBot>;
  /** Lets its doctor look; answers what it writes, and its exit code. */
  doctor(env: Readonly<Record<string, string>>): { readonly output: string; readonly code: number | null };
}

/** A bot that runs. */
export interface BundledBot {
  readonly url: string;
  /** Tells it to end, and answers with its exit code. */
  stop(): Promise<number>;
}

/** The user `nobody`, where the tests may become another one. */
const nobody = 65_534;

/** Makes the bundle. It is removed when the test ends. */
export async function makeBundle(): Promise<Bundle> {
  const base = await makeTemporaryFolder();
  const [folder, data] = [`${base}/app`, `${base}/data`];
  const root = fileURLToPath(new URL('..', import.meta.url));
  await build({ cwd: root, outDir: `${base}/dist`, logLevel: 'silent' });
  await mkdir(folder);
  await mkdir(data);
  await cp(`${base}/dist/main.mjs`, `${folder}/main.mjs`);
  await chmod(base, 0o755);
  await chmod(folder, 0o555);
  onTestFinished(() => chmod(folder, 0o755));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) await chown(data, nobody, nobody);
  const optionsOf = (env: Readonly<Record<string, string>>) => ({
    cwd: folder,
    env: { PORT: '0', HOST: '127.0.0.1', DATABASE: `${data}/bot.sqlite`, ...env },
    ...(isRoot && { uid: nobody, gid: nobody }),
  });

  return {
    folder,
    async start(env) {
      const child = spawn(process.execPath, ['main.mjs'], {
        ...optionsOf(env),
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
      const url = await readyUrl(lines);
      child.stdout.resume();
      return { url, stop: () => stop(child) };
    },
    doctor(env) {
      const { stdout, stderr, status } = spawnSync(process.execPath, ['main.mjs', 'doctor'], optionsOf(env));
      return { output: `${String(stdout)}${String(stderr)}`, code: status };
    },
  };
}

async function stop(child: ChildProcess): Promise<number> {
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const [code] = await exit;
  return Number(code);
}

async function readyUrl(lines: AsyncIterator<string>): Promise<string> {
  const before: string[] = [];
  for (;;) {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`The bundle did not start: ${before.join('\n')}`);
    const line: { msg: string; url: string } = JSON.parse(value);
    if (line.msg === 'ready') return line.url;
    before.push(value);
  }
}
