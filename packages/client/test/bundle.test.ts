import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

import { build } from 'vite';
import { describe, expect, it } from 'vitest';

/** The package in one script for browsers, which defines `client`. */
async function bundleForBrowsers(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(import.meta.dirname, '../src/index.ts'), formats: ['iife'], name: 'client' },
    },
  });
  const [bundle] = Array.isArray(result) ? result : [result];
  if (!bundle || !('output' in bundle)) throw new Error('The bundler watches instead of giving a bundle.');
  const [script, ...others] = bundle.output;
  expect(others).toEqual([]);
  return script.code;
}

describe('the package bundled for browsers', () => {
  it('is one script without a module of Node.js', async () => {
    const code = await bundleForBrowsers();
    expect(code).not.toMatch(/node:|\brequire\(|__vite-browser-external/);
  });

  it('works with what browsers and workers have, and with nothing else', async () => {
    const answers = ['{"images":[{"id":"i1"}]}', '{"id":"o1","done":true}'];
    const requests: Request[] = [];
    const globals = {
      AbortController,
      Headers,
      Request,
      Response,
      TextDecoder,
      URL,
      clearTimeout,
      crypto,
      setTimeout,
      fetch(url: string, init: RequestInit) {
        requests.push(new Request(url, init));
        return Promise.resolve(new Response(answers[requests.length - 1]));
      },
    };
    const use = `(async () => {
      const { images } = client.createImagesClient({ baseUrl: 'http://registry.test', token: 't1' });
      const [image] = await images.list().first(1);
      await (await images.delete(image.id)).wait();
      return image.id;
    })()`;
    const found: unknown = await runInNewContext(`${await bundleForBrowsers()};${use}`, globals);
    expect(found).toBe('i1');
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'DELETE']);
  });
});
