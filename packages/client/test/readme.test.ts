import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { listenOnLoopback, makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const run = promisify(execFile);

/** Serves two images that share a tag, of which the second can be deleted; gives the base URL. */
async function serveTwoImages(): Promise<string> {
  const answers: Record<string, unknown> = {
    'GET /container-registry/v1/images?repositoryName=team%2Fapp': {
      images: [
        { id: 'i1', tags: ['v1', 'preview'] },
        { id: 'i2', tags: ['preview'] },
      ],
    },
    'GET /container-registry/v1/images/i1': { id: 'i1', name: 'team/app', digest: 'sha256:a' },
    'DELETE /container-registry/v1/images/i2': { id: 'o1' },
    'GET /operations/o1': { id: 'o1', done: true, response: {} },
  };
  const server = createServer((request, response) => {
    const answer = answers[`${request.method} ${request.url}`];
    response.statusCode = answer ? 200 : 404;
    response.end(JSON.stringify(answer ?? { code: 5, message: 'Not found.' }));
  });
  return `http://${await listenOnLoopback(server)}`;
}

async function runExample(name: string, ...parameters: string[]): Promise<string> {
  return (await run(process.execPath, [join(root, 'examples', name), ...parameters])).stdout;
}

describe('README.md', () => {
  it('shows examples as they are, which the compiler checks, and names the others', async () => {
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    const shown = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code);
    const names = await readdir(join(root, 'examples'));
    const examples = await Promise.all(
      names.map(async (name) => ({ name, code: await readFile(join(root, 'examples', name), 'utf8') })),
    );
    expect(examples.map(({ code }) => code)).toEqual(expect.arrayContaining(shown));
    const hidden = examples.filter(({ code }) => !shown.includes(code));
    expect(hidden.filter(({ name }) => !readme.includes(`(examples/${name})`))).toEqual([]);
  });

  it('has an example that lists and deletes', async () => {
    const output = await runExample('delete-by-tag.ts', await serveTwoImages(), 'team/app', 'preview');
    expect(output).toBe('i1 v1 preview\ni2 preview\ndeleted\n');
  });

  it('has an example that handles errors', async () => {
    const baseUrl = await serveTwoImages();
    await expect(runExample('handle-errors.ts', baseUrl, 'i1')).resolves.toBe('team/app sha256:a\n');
    await expect(runExample('handle-errors.ts', baseUrl, 'i9')).resolves.toBe('There is no such image.\n');
    await expect(runExample('handle-errors.ts', baseUrl, '..')).resolves.toContain(
      '"code":"INVALID_ARGUMENT"',
    );
  });

  it('has an example that deletes in two steps', async () => {
    const [baseUrl, file] = [await serveTwoImages(), join(await makeTemporaryFolder(), 'deletion.json')];
    await expect(runExample('delete-in-two-steps.ts', baseUrl, file, 'i2')).resolves.toBe('');
    await expect(runExample('delete-in-two-steps.ts', baseUrl, file)).resolves.toBe('Image i2 is gone.\n');
  });

  it('has an example that says what it cannot preview', async () => {
    await expect(runExample('delete-what-was-shown.ts', await serveTwoImages(), 'i1')).resolves.toBe(
      'Tags that go: none\nThis service cannot tell what else would happen.\n',
    );
  });

  it('has an example that observes calls', async () => {
    const output = await runExample('observe.ts', await serveTwoImages(), 'i1');
    expect(output).toMatch(/^call succeeded \{"method":"images\.get",.*\}\nteam\/app\n$/);
  });
});
