import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The image service as a program. */
export interface RunningImageService {
  /** Where it is now. */
  readonly url: string;
  /** The folder of each registry, below which its layouts are. */
  readonly folders: ReadonlyMap<string, string>;
  /** Ends it as a machine does that loses its power. */
  kill(): Promise<void>;
  /** Starts it once more, with what it remembers, at another URL. */
  restart(): Promise<void>;
  /** Ends it, and removes what it had. */
  stop(): Promise<void>;
}

/** What the callers of the service say who they are: one who may delete, and one who may only look. */
export const tokens = { deleter: 'token-of-the-bot', reader: 'token-of-a-reader' } as const;

/** A tag that no registry of the service lets go. */
export const lockedTag = 'locked';

const entry = new URL('../../../image-service/src/main.ts', import.meta.url).pathname;

/** Starts the image service over registries with nothing in them, as its operator does. */
export async function startImageService(registryIds: readonly string[]): Promise<RunningImageService> {
  const folder = await mkdtemp(join(tmpdir(), 'image-service-'));
  const folders = new Map(registryIds.map((id) => [id, join(folder, 'registries', id)]));
  for (const root of folders.values()) await mkdir(root, { recursive: true });
  const configFile = join(folder, 'config.json');
  const config = {
    listen: { port: 0 },
    database: join(folder, 'index.db'),
    registries: Array.from(folders, ([id, root]) => ({
      id,
      layouts: { root },
      protectedTags: [lockedTag],
    })),
    tokens: [
      { name: 'bot', sha256: sha256(tokens.deleter), role: 'deleter', repositories: ['**'] },
      { name: 'reader', sha256: sha256(tokens.reader), role: 'reader', repositories: ['**'] },
    ],
  };
  // JSON is YAML, too.
  await writeFile(configFile, JSON.stringify(config));
  let running = await run(configFile);
  return {
    get url() {
      return running.url;
    },
    folders,
    kill: () => running.kill(),
    async restart() {
      running = await run(configFile);
    },
    async stop() {
      await running.kill();
      await rm(folder, { recursive: true });
    },
  };
}

async function run(configFile: string): Promise<Pick<RunningImageService, 'url' | 'kill'>> {
  const child = spawn(process.execPath, [entry], {
    env: { PATH: process.env['PATH'], CONFIG_FILE: configFile },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const exit = once(child, 'exit');
  if (!child.stdout) throw new Error('The image service has no output.');
  const url = await readUrl(child.stdout);
  while (!(await fetch(`${url}/readyz`)).ok) {
    // Asks again at once: the answer is the wait.
  }
  return {
    url,
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

/** The service says where it is in the first line of its log that has a URL. */
function readUrl(log: NodeJS.ReadableStream): Promise<string> {
  const lines: string[] = [];
  return new Promise((resolve, reject) => {
    const reader = createInterface(log);
    reader.on('line', (line) => {
      lines.push(line);
      const url = /"url":"(http[^"]+)".*"msg":"ready"/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
    reader.on('close', () => reject(new Error(`The image service did not start:\n${lines.join('\n')}`)));
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
