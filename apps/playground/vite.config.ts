import { fileURLToPath } from 'node:url';

import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';

/** How the page is built: from `src/page` into `dist`. */
const config: UserConfig = defineConfig({
  root: fileURLToPath(new URL('src/page', import.meta.url)),
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('dist', import.meta.url)),
    emptyOutDir: true,
    // The page comes from this machine; the Block Kit renderer brings a Markdown parser and the emoji along.
    chunkSizeWarningLimit: 1500,
    // The Content-Security-Policy of the server takes no inline script.
    modulePreload: { polyfill: false },
  },
});
export default config;
