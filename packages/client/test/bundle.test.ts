import { runInNewContext } from 'node:vm';

import { describe, expect, it } from 'vitest';

import { bundleForBrowsers } from './browser-bundle.ts';

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
      const credential = client.createTokenCredential('t1');
      const { images } = client.createImagesClient({ baseUrl: 'http://registry.test', credential });
      const [image] = await images.list().first(1);
      await (await images.delete(image.id)).wait();
      return image.id;
    })()`;
    const found: unknown = await runInNewContext(`${await bundleForBrowsers()};${use}`, globals);
    expect(found).toBe('i1');
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'DELETE']);
  });
});
