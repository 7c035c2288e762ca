import { join } from 'node:path';

import { build } from 'vite';

/** What of the package is made for browsers and workers, in one script, which defines `client`. */
export async function bundleForBrowsers(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(import.meta.dirname, 'browser-entry.ts'), formats: ['iife'], name: 'client' },
    },
  });
  const [bundle] = Array.isArray(result) ? result : [result];
  if (!bundle || !('output' in bundle)) throw new Error('The bundler watches instead of giving a bundle.');
  const [script, ...others] = bundle.output;
  if (others.length > 0) throw new Error('The bundle is not one script.');
  return script.code;
}
