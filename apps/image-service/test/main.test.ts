import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

import { listen } from '../src/http/listen.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

interface LogLine {
  readonly msg: string;
  readonly url?: string;
}

/** Starts the service as its operator does, and answers with the process and its log. */
function start(env: Record<string, string>): { child: ChildProcess; log: AsyncIterator<LogLine> } {
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, log: readLog(child) };
}

async function* readLog({ stdout }: ChildProcess): AsyncGenerator<LogLine, undefined> {
  if (stdout) for await (const line of createInterface(stdout)) yield JSON.parse(line);
  return undefined;
}

describe('main', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('serves until %s, and then ends in order', async (signal) => {
    const { child, log } = start({ IMAGES_ROOT: await makeTemporaryFolder(), PORT: '0' });
    const ready = (await log.next()).value;
    expect(ready).toMatchObject({ msg: 'ready', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
    const response = await fetch(`${ready?.url}/container-registry/v1/images`);
    expect([response.status, await response.json()]).toEqual([200, { images: [], nextPageToken: '' }]);
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it.each([
    ['a Host that is none', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n'],
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['a URL that is too long', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`],
  ])('answers %s with a Status', async (_, bytes) => {
    const { log } = start({ IMAGES_ROOT: await makeTemporaryFolder(), PORT: '0' });
    const { port } = new URL((await log.next()).value?.url ?? '');
    const socket = connect(Number(port), '127.0.0.1');
    socket.end(bytes);
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1))).toMatchObject({ code: 3 });
  });

  it('ends when the process that started it has gone', async () => {
    const { child, log } = start({ IMAGES_ROOT: await makeTemporaryFolder(), PORT: '0' });
    await log.next();
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('says everything that is wrong with its configuration, and ends', async () => {
    const { child, log } = start({ PORT: 'x', HOST: '0.0.0.0' });
    const exit = once(child, 'exit');
    expect((await log.next()).value).toMatchObject({
      msg: 'the configuration is not complete',
      problems: [
        expect.stringContaining('IMAGES_ROOT'),
        expect.stringContaining('PORT'),
        expect.stringContaining('ACCESS_TOKEN'),
      ],
    });
    expect(await exit).toEqual([1, null]);
  });

  it('says that its port is taken, and ends', async () => {
    const other = createServer();
    onTestFinished(() => void other.close());
    const { port } = new URL(await listen(other, { host: '127.0.0.1', port: 0 }));
    const { child, log } = start({ IMAGES_ROOT: await makeTemporaryFolder(), PORT: port });
    const exit = once(child, 'exit');
    expect((await log.next()).value?.msg).toContain(`cannot listen on 127.0.0.1:${port}`);
    expect(await exit).toEqual([1, null]);
  });
});
