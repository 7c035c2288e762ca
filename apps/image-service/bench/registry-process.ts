import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A real registry on the loopback: CNCF Distribution from Debian's package. */
export interface RegistryProcess {
  readonly url: string;
  /** `127.0.0.1:…` */
  readonly host: string;
}

/** Runs a task with a registry that is empty at first; `settings` go into its configuration. */
export async function withRegistry<T>(
  task: (registry: RegistryProcess) => Promise<T>,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-registry-'));
  const config = join(folder, 'config.json');
  // JSON is YAML, too.
  await writeFile(
    config,
    JSON.stringify({
      version: '0.1',
      log: { level: 'info', formatter: 'json', accesslog: { disabled: true } },
      storage: {
        cache: { blobdescriptor: 'inmemory' },
        filesystem: { rootdirectory: join(folder, 'data') },
        delete: { enabled: true },
        maintenance: { uploadpurging: { enabled: false } },
      },
      http: { addr: '127.0.0.1:0', secret: 'of no importance' },
      ...settings,
    }),
  );
  const child = spawn('docker-registry', ['serve', config], {
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const host = await addressIn(child.stderr);
    return await task({ url: `http://${host}`, host });
  } finally {
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where the registry listens, as its log says once it does. */
async function addressIn(log: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: log })) {
    const [, address] = /listening on (127\.0\.0\.1:\d+)/.exec(line) ?? [];
    if (address === undefined) continue;
    // A log that nobody reads would stop the registry.
    log.resume();
    return address;
  }
  throw new Error('The registry did not start: is the port range open, and docker-registry installed?');
}
