import { fileURLToPath } from 'node:url';

import { build } from 'vite';

/** Builds the page once, before all tests, from the sources as they are. */
export async function setup(): Promise<void> {
  await build({
    configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
    logLevel: 'warn',
  });
}
