import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { rolldown } from 'rolldown';

/** What to bundle. */
export interface BundleOptions {
  /** Where packages are looked up. Default: here. */
  readonly folder?: string;
  /** Default: `browser`, in which a module of Node.js is left out and makes no difference to the size. */
  readonly platform?: 'browser' | 'node';
}

/** Bundles a module with everything that it imports into one file, minifies it, and gives its size with gzip, in bytes. */
export async function bundleSize(code: string, options: BundleOptions = {}): Promise<number> {
  const { folder = import.meta.dirname, platform = 'browser' } = options;
  const entry = join(folder, 'measured-entry.js');
  const bundle = await rolldown({
    input: entry,
    platform,
    external: /^node:/,
    logLevel: 'silent',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? code : undefined),
      },
    ],
  });
  const { output } = await bundle.generate({
    format: 'esm',
    minify: true,
    codeSplitting: false,
    comments: { annotation: false },
  });
  await bundle.close();
  const [chunk] = output;
  // What is not found stays an import, and would make a bundle that is small and does not work.
  const missing = chunk.imports.filter((name) => !isBuiltin(name));
  if (missing.length > 0) throw new Error(`There is no ${missing.join(', ')} in ${folder}.`);
  return gzipSync(chunk.code, { level: 9 }).byteLength;
}
