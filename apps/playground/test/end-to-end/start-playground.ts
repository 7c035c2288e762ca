import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A playground that runs as `npm start` runs it. Disposing of it presses Ctrl-C. */
export interface RunningPlayground extends AsyncDisposable {
  /** Where the page is. */
  readonly url: string;
  /** Settles with the exit code when it has ended; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Everything that was printed so far. */
  readonly lines: readonly string[];
  /** Sends a signal and waits for the end, as {@link ended} does. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts `src/main.ts` and waits for the line with the URL. Throws with what it printed where it ends before that. */
export async function startPlayground(
  dataFolder: string,
  options: { readonly args?: readonly string[]; readonly env?: Record<string, string> } = {},
): Promise<RunningPlayground> {
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
  const program = spawn(process.execPath, [main, '--data', dataFolder, ...(options.args ?? [])], {
    env: { ...process.env, PORT: '0', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(program, 'close').then(() => program.exitCode);
  const lines: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    for (const input of [program.stdout, program.stderr]) {
      createInterface({ input }).on('line', (line) => {
        lines.push(line);
        const match = /^Registry Images is at (http:\S+) – type \/images list$/.exec(line);
        if (match?.[1] !== undefined) {
          resolve(match[1]);
        }
      });
    }
    void ended.then((code) => reject(new Error(`Exit code ${String(code)}:\n${lines.join('\n')}`)));
  });
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    program.kill(signal);
    return ended;
  };
  return { url, ended, lines, end, [Symbol.asyncDispose]: async () => void (await end('SIGINT')) };
}
