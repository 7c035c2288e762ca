import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const client = join(import.meta.dirname, '../src/index.ts');

/** Deletes an image in a process of its own, with hooks that throw, and says what came of it. */
const program = (answer: string): string => `
  import { createImagesClient } from ${JSON.stringify(client)};
  const fail = (hook) => () => { throw new Error(hook + ' is broken'); };
  const observer = { headers: {}, onRetry: fail('onRetry'), onEnd: fail('onEnd') };
  const { images } = createImagesClient({
    baseUrl: 'http://registry.test',
    fetch: async () => ${answer},
    logger: fail('logger'),
    telemetry: { trace: (call, run) => run({ ...observer }) },
  });
  const deletion = images.delete('i1', { onResponse: fail('onResponse') });
  console.log(await deletion.then(({ id }) => id, ({ code, status }) => code + ' ' + status));
`;

async function runWithBrokenHooks(answer: string): Promise<{ stdout: string; broken: string[] }> {
  const { stdout, stderr } = await run(process.execPath, [
    // As in a program that listens to them: by itself Node.js ends.
    '--unhandled-rejections=warn',
    '--input-type=module',
    '--eval',
    program(answer),
  ]);
  return { stdout, broken: [...stderr.matchAll(/Error: (\w+) is broken/g)].map(([, hook = '']) => hook) };
}

describe('hooks that throw', () => {
  it('do not take away the handle of a deletion that was started, and are heard of', async () => {
    const { stdout, broken } = await runWithBrokenHooks(`Response.json({ id: 'o1' })`);
    expect(stdout).toBe('o1\n');
    expect(new Set(broken)).toEqual(new Set(['onResponse', 'logger', 'onEnd']));
  });

  it('do not hide why a call failed', async () => {
    const { stdout, broken } = await runWithBrokenHooks(`Response.json({ code: 9 }, { status: 400 })`);
    expect(stdout).toBe('API FAILED_PRECONDITION\n');
    expect(new Set(broken)).toEqual(new Set(['logger', 'onEnd']));
  });
});
