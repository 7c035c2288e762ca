import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';

import { makeTemporaryFolder } from '@registry-images/testing';
import { build } from 'tsdown';
import { onTestFinished } from 'vitest';

/** All of the environment of a program but for a loopback address, a port of its own and a database. */
export type BundleEnvironment = Readonly<Record<string, string>>;

/** An app as its container has it: one file, a folder that cannot be written, a folder for its data, and no rights. */
export interface Bundle {
  /** The folder that it runs in, with nothing in it but the bundle. */
  readonly folder: string;
  /** Starts it; answers once its log says that it is ready. */
  start(env: BundleEnvironment): Promise<RunningBundle>;
  /** Runs one of its commands; answers what that writes, and its exit code. */
  run(command: string, env: BundleEnvironment): { readonly output: string; readonly code: number | null };
}

/** A bundle that serves. */
export interface RunningBundle {
  readonly url: string;
  /** Tells it to end, and answers with its exit code. */
  stop(): Promise<number>;
}

/** The user `nobody`, where the tests may become another one. */
const nobody = 65_534;

/** Makes the bundle of the app in a folder. It is removed when the test ends. */
export async function makeBundle(app: string): Promise<Bundle> {
  const base = await makeTemporaryFolder();
  const [folder, data] = [`${base}/app`, `${base}/data`];
  await build({ cwd: app, outDir: `${base}/dist`, logLevel: 'silent' });
  await mkdir(folder);
  await mkdir(data);
  await cp(`${base}/dist/main.mjs`, `${folder}/main.mjs`);
  await chmod(base, 0o755);
  await chmod(folder, 0o555);
  onTestFinished(() => chmod(folder, 0o755));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) await chown(data, nobody, nobody);
  const optionsOf = (env: BundleEnvironment) => ({
    cwd: folder,
    env: { HOST: '127.0.0.1', PORT: '0', DATABASE: `${data}/database`, ...env },
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
      // A log that nobody reads would stop it.
      child.stdout.resume();
      return { url, stop: () => stop(child) };
    },
    run(command, env) {
      const { stdout, stderr, status } = spawnSync(process.execPath, ['main.mjs', command], optionsOf(env));
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
