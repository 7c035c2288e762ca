import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

const source = join(import.meta.dirname, '../src');

/** What each file of the package imports, types and values alike. */
async function importsByFile(): Promise<Map<string, string[]>> {
  const files = globSync('**/*.ts', { cwd: source }).filter((file) => !/\.test(-d)?\.ts$/.test(file));
  const entries = files.map(async (file): Promise<[string, string[]]> => {
    const text = await readFile(join(source, file), 'utf8');
    const specifiers = [...text.matchAll(/(?:\bfrom|\bimport\(?)\s*'([^']+)'/g)].map(([, name = '']) => name);
    return [file, specifiers];
  });
  return new Map(await Promise.all(entries));
}

describe('the imports of the package', () => {
  it('are its own files, the model and openapi-fetch, so that it runs in browsers, Deno and Bun', async () => {
    const imports = [...(await importsByFile()).values()].flat();
    const foreign = new Set(imports.filter((name) => !/^\.{1,2}\/.*\.ts$/.test(name)));
    expect(foreign).toEqual(new Set(['@registry-images/model', 'openapi-fetch']));
  });

  it('name openapi-fetch in one file', async () => {
    const imports = [...(await importsByFile())];
    const importers = imports.filter(([, names]) => names.includes('openapi-fetch')).map(([file]) => file);
    expect(importers).toEqual(['transport.ts']);
  });

  it('are all that the index exports, by name', async () => {
    const index = await readFile(join(source, 'index.ts'), 'utf8');
    expect(index).not.toMatch(/export \*|transport|exchange/);
  });
});
