import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** Imports a module in a process of its own, and prints what was asked for on the way, types not among it. */
const script = `
  import { registerHooks } from 'node:module';
  const asked = new Set();
  registerHooks({
    resolve(specifier, context, next) {
      asked.add(specifier);
      return next(specifier, context);
    },
  });
  await import('@registry-images/client/testing');
  console.log(JSON.stringify([...asked].filter((specifier) => !specifier.startsWith('.'))));
`;

describe('@registry-images/client/testing', () => {
  it('needs the model and no test runner, and nothing of Node.js', async () => {
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: root });
    expect(JSON.parse(stdout)).toEqual(['@registry-images/client/testing', '@registry-images/model']);
  });

  it('has an example that is true', async () => {
    const { stdout, stderr } = await run(process.execPath, [join(root, 'examples/test-your-code.ts')]);
    expect([stdout, stderr]).toEqual(['', '']);
  });
});
