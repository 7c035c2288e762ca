import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What a program has of the machine's memory once it has collected its garbage, in bytes. */
export interface Memory {
  readonly heap: number;
  /** All that it needs. */
  readonly resident: number;
  /** What it has beside that: pages that V8 keeps for objects to come, and gives back where memory is short. */
  readonly emptyPages: number;
}

/** A program that runs while it is measured. */
export interface Child extends AsyncDisposable {
  /** Where it listens. */
  readonly url: string;
  /** Collects its garbage, and looks. */
  memory(): Promise<Memory>;
}

/** The secret of everything that is measured. */
export const signingSecret = 'a signing secret of no workspace';

function pathOf(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

/**
 * Starts a program of this workspace, which has to write a line of JSON with the `msg` "ready" and its `url`. `env` is all of
 * its environment.
 */
export async function startChild(
  program: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Child> {
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--import', pathOf('programs/report-memory.ts'), pathOf(program)],
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
