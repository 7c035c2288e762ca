import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

import { describeWithTools, makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

import { createFakeImageService } from '../src/testing/index.ts';
import { bundleForBrowsers } from './browser-bundle.ts';
import { serve } from './serve.ts';

const run = promisify(execFile);

/** What runs a script, and how it is told to. */
const commands: Readonly<Record<string, readonly string[]>> = {
  node: [],
  bun: ['run'],
  deno: ['run', '--allow-net', '--no-prompt'],
};

/** What of that this machine has, by version: this Node.js, and whatever else is on the path. */
const runtimes = new Map<string, readonly string[]>();
for (const folder of [dirname(process.execPath), ...(process.env['PATH'] ?? '').split(delimiter)]) {
  for (const [name, args] of Object.entries(commands)) {
    const program = join(folder, name);
    if (!existsSync(program)) continue;
    const [version = ''] = execFileSync(program, ['--version'], { encoding: 'utf8' }).split('\n');
    const isTooOld = name === 'node' && Number(version.slice(1, 3)) < 22;
    if (!isTooOld) runtimes.set(`${name} ${version}`, [program, ...args]);
  }
}

/** A script that uses the client and tells what it saw. */
const scriptFor = async (origin: string, tell: string): Promise<string> => `${await bundleForBrowsers()}
(async () => {
  const credential = client.createTokenCredential('t1');
  const { images } = client.createImagesClient({ baseUrl: '${origin}', credential });
  const ids = [];
  for await (const { id } of images.list({ pageSize: 1 }, { prefetch: true })) ids.push(id);
  const { tags } = await images.get('i2');
  const missing = await images.get('i3').catch(({ status }) => status);
  const elsewhere = client.createImagesClient({ baseUrl: '${origin}/redirect', credential });
  const redirect = await elsewhere.images.get('i1').catch(({ code }) => code);
  await (await images.delete('i1')).wait();
  return { ids, tags, missing, redirect };
})().catch(String).then((seen) => ${tell});`;

const expected = { ids: ['i1', 'i2'], tags: ['v1'], missing: 'NOT_FOUND', redirect: 'CONNECTION' };

/** Serves a page for browsers, redirects, and two images. `told` is what a page has posted. */
async function startService() {
  const told = Promise.withResolvers<unknown>();
  const followed: string[] = [];
  const { clientOptions } = createFakeImageService({
    images: [
      { id: 'i1', name: 'crp1/app' },
      { id: 'i2', name: 'crp1/app', tags: ['v1'] },
    ],
    deletionMs: 0,
  });
  const answer = async ({ url = '', method = '', headers }: IncomingMessage): Promise<Response> => {
    if (url.startsWith('/redirect/')) {
      return new Response(null, { status: 302, headers: { location: '/followed' } });
    }
    if (url === '/followed') followed.push(headers.authorization ?? '');
    if (url === '/page') {
      return new Response('<script src="/script.js"></script>', { headers: { 'content-type': 'text/html' } });
    }
    const script = `fetch('/told', { method: 'POST', body: JSON.stringify(seen) })`;
    if (url === '/script.js') return new Response(await scriptFor(origin, script));
    const { authorization = '' } = headers;
    return clientOptions.fetch(
      new Request(clientOptions.baseUrl + url, { method, headers: { authorization } }),
    );
  };
  const origin = await serve((request, response) => {
    void (async () => {
      if (request.url === '/told') told.resolve(JSON.parse(await text(request)));
      const { status, headers, body } = await answer(request);
      response.writeHead(status, Object.fromEntries(headers));
      response.end(body ? Buffer.from(await new Response(body).arrayBuffer()) : undefined);
    })();
  });
  return { origin, told: told.promise, followed };
}

describe('the bundled package', () => {
  it.each([...runtimes])('works on %s', async (_runtime, [program = '', ...args]) => {
    const { origin, followed } = await startService();
    const file = join(await makeTemporaryFolder(), 'script.js');
    await writeFile(file, await scriptFor(origin, 'console.log(JSON.stringify(seen))'));
    const { stdout } = await run(program, [...args, file]);
    expect(JSON.parse(stdout)).toEqual(expected);
    expect(followed).toEqual([]);
  });
});

const chromium = 'chromium';

describeWithTools([chromium], 'the bundled package in a browser', () => {
  it('works', async () => {
    const { origin, told, followed } = await startService();
    const browser = spawn(
      chromium,
      [
        '--headless',
        // Its sandbox needs rights that neither root nor most containers have. The page is our own.
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--no-first-run',
        `--user-data-dir=${await makeTemporaryFolder()}`,
        `${origin}/page`,
      ],
      { stdio: 'ignore' },
    );
    onTestFinished(
      () =>
        new Promise((resolve) => {
          browser.on('exit', () => resolve());
          browser.kill();
        }),
    );
    await expect(told).resolves.toEqual(expected);
    expect(followed).toEqual([]);
  }, 60_000);
});
