import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What is served. */
export interface ServedImages {
  readonly images: number;
  /** How long the server takes for a page, in ms. Default: no longer than it needs. */
  readonly pageMs?: number;
}

/** A server in a process of its own, which ends when this is disposed of. */
export interface ServerProcess extends Disposable {
  readonly baseUrl: string;
}

/** Starts a server on a free port of the loopback. */
export async function startServer({ images, pageMs = 0 }: ServedImages): Promise<ServerProcess> {
  const program = join(import.meta.dirname, 'server.ts');
  const child = spawn(process.execPath, [program, String(images), String(pageMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(failed)]);
  return {
    baseUrl: `http://127.0.0.1:${String(port).trim()}`,
    [Symbol.dispose]: () => void child.kill(),
  };
}

function failed(): never {
  throw new Error('The server ended before it listened.');
}
