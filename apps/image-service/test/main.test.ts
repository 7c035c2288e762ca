import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { createLayout } from '@registry-images/oci';
import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

import { listen } from '../src/http/listen.ts';
import { imagesIn, operationIn } from './contract.ts';
import { pushTo } from './service.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

interface LogLine {
  readonly msg: string;
  readonly url?: string;
}

/** Starts the service as its operator does, and answers with the process and its log. */
function start(env: Record<string, string>): {
  child: ChildProcess;
  log: AsyncGenerator<LogLine, undefined>;
} {
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, log: readLog(child) };
}

async function* readLog({ stdout }: ChildProcess): AsyncGenerator<LogLine, undefined> {
  if (stdout) for await (const line of createInterface(stdout)) yield JSON.parse(line);
  return undefined;
}

/** Waits for a line of the log. */
async function logged(log: AsyncGenerator<LogLine, undefined>, msg: string): Promise<LogLine> {
  for (;;) {
    const { value, done } = await log.next();
    if (done) throw new Error(`The log has ended without "${msg}".`);
    if (value.msg === msg) return value;
  }
}

/** Runs one of the service's commands, and answers with what it prints. */
async function run(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { output, errors, code: Number(code) };
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
    ['no Host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['a URL that is too long', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`],
  ])('answers %s with a Status', async (_, bytes) => {
    const { log } = start({ IMAGES_ROOT: await makeTemporaryFolder(), PORT: '0' });
    const { port } = new URL((await log.next()).value?.url ?? '');
    const socket = connect(Number(port), '127.0.0.1');
    socket.end(bytes);
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
    const [, requestId] = /^x-request-id: (.*)$/im.exec(head) ?? [];
    expect(await logged(log, 'malformed request')).toMatchObject({ requestId });
    expect(JSON.parse(body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1))).toMatchObject({ code: 3 });
  });

  it('answers a request that expects what it does not know', async () => {
    const { log } = start({ IMAGES_ROOT: await makeTemporaryFolder(), PORT: '0' });
    const { port } = new URL((await log.next()).value?.url ?? '');
    const socket = connect(Number(port), '127.0.0.1');
    socket.end('GET /healthz HTTP/1.1\r\nHost: localhost\r\nExpect: foo\r\nConnection: close\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 .*x-request-id: .*"ok"/is);
  });

  it('ends in order with a log whose reader has gone before it writes again', async () => {
    const { child, log } = start({ IMAGES_ROOT: await makeTemporaryFolder(), PORT: '0' });
    await logged(log, 'ready');
    child.stdout?.destroy();
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
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

  it('ends at once when it is told twice', async () => {
    const { child, log } = start({ IMAGES_ROOT: await makeTemporaryFolder(), PORT: '0' });
    const { url } = await logged(log, 'ready');
    const socket = connect(Number(new URL(url ?? '').port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => undefined);
    // Behind one that is answered comes a request whose end does not, and for which the service would wait.
    const begun = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n';
    socket.write(`${begun}\r\n${begun}`);
    await once(socket, 'data');
    child.kill('SIGTERM');
    await logged(log, 'stopping');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([1, null]);
  });

  it('reads a file of several registries, and asks for the tokens that it has', async () => {
    const folder = await makeTemporaryFolder();
    const made = await run(['make-token', 'reader']);
    const [, token = ''] = /this once: (\S+)/.exec(made.output) ?? [];
    const [, entry = ''] = /- (\{ name: 'reader'.*\})/.exec(made.output) ?? [];
    await writeFile(
      `${folder}/config.yaml`,
      `listen: { port: 0 }
database: index.db
registries:
  - { id: one, layouts: { root: . } }
  - { id: two, layouts: { root: . } }
tokens:
  - ${entry}
`,
    );
    const { log } = start({ CONFIG_FILE: `${folder}/config.yaml` });
    const { url } = await logged(log, 'ready');
    const images = `${url}/container-registry/v1/images`;
    expect((await fetch(images)).status).toBe(401);
    expect((await fetch(`${url}/metrics`)).status).toBe(401);
    const headers = { authorization: `Bearer ${token}` };
    const deletion = { method: 'DELETE', headers: { ...headers, 'x-request-id': 'r-1' } };
    expect((await fetch(`${images}?registryId=two`, { headers })).status).toBe(200);
    expect((await fetch(`${images}/img1`, deletion)).status).toBe(404);

    // The audit log can be read while the service runs.
    const { output, code } = await run(['audit'], { CONFIG_FILE: `${folder}/config.yaml` });
    expect([code, JSON.parse(output)]).toEqual([
      0,
      expect.objectContaining({
        outcome: 'refused',
        caller: 'reader',
        address: '127.0.0.1',
        requestId: 'r-1',
        imageId: 'img1',
        code: 'NOT_FOUND',
      }),
    ]);
  });

  it('finishes what it has acknowledged before it ends, and knows it after the next start', async () => {
    const folder = await makeTemporaryFolder();
    await pushTo(await createLayout(`${folder}/app`), 'one', { tags: ['v1'] });
    const env = { IMAGES_ROOT: folder, PORT: '0', DATABASE: `${folder}/index.db` };
    const first = start(env);
    const images = `${(await logged(first.log, 'ready')).url}/container-registry/v1/images`;
    const [image] = imagesIn(await (await fetch(images)).json());
    const { id } = operationIn(await (await fetch(`${images}/${image?.id}`, { method: 'DELETE' })).json());
    const exit = once(first.child, 'exit');
    first.child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
    expect((await (await createLayout(`${folder}/app`)).readIndex()).length).toBe(0);

    const { url } = await logged(start(env).log, 'ready');
    expect(operationIn(await (await fetch(`${url}/operations/${id}`)).json())).toMatchObject({ done: true });
    expect(imagesIn(await (await fetch(`${url}/container-registry/v1/images`)).json())).toEqual([]);
  });

  it('says that another service uses its database, and ends', async () => {
    const folder = await makeTemporaryFolder();
    const env = { IMAGES_ROOT: folder, PORT: '0', DATABASE: `${folder}/index.db` };
    await logged(start(env).log, 'ready');
    const { child, log } = start(env);
    const exit = once(child, 'exit');
    expect((await log.next()).value?.msg).toContain('another process uses it');
    expect(await exit).toEqual([1, null]);
  });

  it.each([
    ['no database', {}, 'Set DATABASE'],
    ['a database that is not there', { DATABASE: '/no/such/folder/index.db' }, '/no/such/folder/index.db'],
    ['a configuration file that is not there', { CONFIG_FILE: '/no/such/config.yaml' }, 'CONFIG_FILE'],
  ])('says that there is no audit log to read with %s', async (_, env, reason) => {
    const { output, errors, code } = await run(['audit'], env);
    expect([code, output]).toEqual([1, '']);
    expect(errors).toContain('audit log');
    expect(errors).toContain(reason);
  });

  it('says what the environment has otherwise than the file', async () => {
    const folder = await makeTemporaryFolder();
    const file = 'listen: { port: 1 }\nregistries: [{ id: one, layouts: { root: . } }]\n';
    await writeFile(`${folder}/config.yaml`, file);
    const { log } = start({ CONFIG_FILE: `${folder}/config.yaml`, PORT: '0' });
    expect((await log.next()).value).toMatchObject({
      msg: 'the environment goes before CONFIG_FILE',
      overridden: ['PORT is 0, as the environment says, and not 1, as CONFIG_FILE does.'],
    });
  });

  it('does not know other commands', async () => {
    expect(await run(['serve'])).toMatchObject({ code: 1, errors: expect.stringContaining('make-token') });
  });
});
