import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

import { describe, expect, it } from 'vitest';

const source = join(import.meta.dirname, '../src');

/** What a file of the package imports, types and values alike. */
async function importsOf(file: string): Promise<string[]> {
  const text = await readFile(join(source, file), 'utf8');
  return [...text.matchAll(/(?:\bfrom|\bimport\(?)\s*'([^']+)'/g)].map(([, name = '']) => name);
}

/** What is imported from outside by a file and all files of the package that it leads to. */
async function foreignImportsOf(entry: string): Promise<Set<string>> {
  const foreign = new Set<string>();
  const files = new Set([entry]);
  for (const file of files) {
    for (const name of await importsOf(file)) {
      if (!name.startsWith('.')) foreign.add(name);
      else files.add(relative(source, join(source, dirname(file), name)));
    }
  }
  return foreign;
}

describe('the imports of the package', () => {
  it('are the model and openapi-fetch, so that it runs in browsers, Deno and Bun', async () => {
    const foreign = await foreignImportsOf('index.ts');
    expect(foreign).toEqual(new Set(['@registry-images/model', 'openapi-fetch']));
  });

  it('leave OpenTelemetry to a subpath, because not everybody has it', async () => {
    const foreign = await foreignImportsOf('opentelemetry.ts');
    expect(foreign).toEqual(new Set(['@registry-images/model', '@opentelemetry/api']));
  });

  it('leave Node.js out of credentials, apart from those that the environment of a process chooses', async () => {
    const entries = ['github-actions', 'metadata', 'service-account-key', 'token', 'workload-identity'];
    for (const entry of entries) {
      const foreign = await foreignImportsOf(`credentials/${entry}.ts`);
      expect(foreign).toEqual(new Set(['@registry-images/model']));
    }
    const foreign = await foreignImportsOf('credentials/default.ts');
    expect(foreign).toEqual(new Set(['@registry-images/model', 'node:fs/promises', 'node:process']));
  });

  it('name openapi-fetch in one file', async () => {
    const files = globSync('**/*.ts', { cwd: source }).filter((file) => !/\.test(-d)?\.ts$/.test(file));
    const imports = await Promise.all(files.map(async (file) => [file, await importsOf(file)] as const));
    const importers = imports.filter(([, names]) => names.includes('openapi-fetch')).map(([file]) => file);
    expect(importers).toEqual(['transport.ts']);
  });

  it('are all that the index exports, by name', async () => {
    const index = await readFile(join(source, 'index.ts'), 'utf8');
    expect(index).not.toMatch(/export \*|transport|pipeline/);
  });
});
