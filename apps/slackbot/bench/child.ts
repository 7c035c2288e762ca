import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** How much memory a program has, in bytes. */
export interface Memory {
  /** What is in use once its garbage is collected. */
  readonly heap: number;
  /** What the machine counts, garbage included. */
  readonly resident: number;
}

/** A program that runs while it is measured. */
export interface Child extends AsyncDisposable {
  /** Where it listens. */
  readonly url: string;
  /** Looks, then collects its garbage, and looks again. */
  memory(): Promise<Memory>;
}

/** The secret of everything that is measured. */
export const signingSecret = 'a signing secret of no workspace';

function pathOf(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

/**
 * Starts a program of this workspace, which has to write a line of JSON with the `msg` "ready" and its `url`. `env` is all of
 * its environment; `options` are for Node.
 */
export async function startChild(
  program: string,
  env: Readonly<Record<string, string>> = {},
  options: readonly string[] = [],
): Promise<Child> {
  const child = spawn(
    process.execPath,
    [...options, '--expose-gc', '--import', pathOf('programs/report-memory.ts'), pathOf(program)],
    {
      env: { HOST: '127.0.0.1', PORT: '0', SLACK_SIGNING_SECRET: signingSecret, ...env },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    },
  );
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  if (!child.stdout) throw new TypeError('The program has no output.');
  const lines = createInterface(child.stdout);
  const url = await new Promise<string>((resolve, reject) => {
    lines.on('line', (text) => {
      const line: { msg: string; url: string } = JSON.parse(text);
      if (line.msg === 'ready') resolve(line.url);
    });
    void exited.then(() => reject(new Error(`${program} did not start.`)));
  });
  return {
    url,
    memory: () =>
      new Promise((resolve) => {
        child.once('message', (answer: Memory) => resolve(answer));
        child.send('memory');
      }),
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
