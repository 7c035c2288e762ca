import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A server in a process of its own. */
export interface ChildServer extends AsyncDisposable {
  readonly url: string;
  /** The memory that it holds, in MiB. */
  residentMib(): number;
}

/** Starts a program of this workspace that says in a line of JSON, `{ "msg": "ready", "url" }`, where it listens. */
export async function startServer(
  program: string,
  { args = [], env = {} }: { readonly args?: readonly string[]; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<ChildServer> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    const url = readyUrl(line);
    if (url === undefined) continue;
    // What else it says is read, so that it does not wait, and thrown away.
    child.stdout.resume();
    return {
      url,
      residentMib: () =>
        Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1024,
      async [Symbol.asyncDispose]() {
        const exited = once(child, 'exit');
        child.kill();
        await exited;
      },
    };
  }
  throw new Error(`${program} ended before it was ready.`);
}

function readyUrl(line: string): string | undefined {
  const value: unknown = JSON.parse(line);
  if (typeof value !== 'object' || value === null || !('msg' in value) || !('url' in value)) return undefined;
  return value.msg === 'ready' && typeof value.url === 'string' ? value.url : undefined;
}
