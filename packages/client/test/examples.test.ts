import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import {
  createFakeImageService,
  type FakeImageService,
  type FakeImageServiceOptions,
  type NewImage,
} from '../src/testing/index.ts';
import { serve } from './serve.ts';
import { createTestKey } from './test-key.ts';
import { nthToken, startTokenService } from './token-service.ts';

const folder = join(import.meta.dirname, '../examples');
const run = promisify(execFile);

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const daysAgo = (days: number): string => new Date(Date.now() - days * 24 * 3_600_000).toISOString();

const images: readonly NewImage[] = [
  {
    id: 'tagged',
    name: 'crp1/app',
    tags: ['v1', 'latest'],
    createdAt: daysAgo(90),
    compressedSize: '27100000',
  },
  {
    id: 'old',
    name: 'crp1/app',
    createdAt: daysAgo(31),
    compressedSize: '1500',
    digest: digest('a'),
  },
  {
    id: 'older',
    name: 'crp1/web',
    createdAt: daysAgo(300),
    compressedSize: '0',
    digest: digest('b'),
  },
  {
    id: 'young',
    name: 'crp1/app',
    createdAt: daysAgo(29),
    compressedSize: '120000000000',
    digest: digest('c'),
  },
  { id: 'foreign', name: 'crp2/app', createdAt: daysAgo(90) },
];

/** An Image API on a free port of the loopback, which takes the tokens of the endpoints and no others. */
async function serveImages(
  options: FakeImageServiceOptions = {},
): Promise<{ service: FakeImageService; url: string }> {
  const service = createFakeImageService({
    images,
    deletionMs: 0,
    ...options,
    acceptToken: (token) => [nthToken(1), nthToken(2)].includes(token),
  });
  return { service, url: await serveFake(service) };
}

async function serveFake({ clientOptions: { baseUrl, fetch } }: FakeImageService): Promise<string> {
  return serve((request, response) => {
    void (async () => {
      const { method = '', url: path = '' } = request;
      const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
        name,
        String(value),
      ]);
      const answer = await fetch(new Request(baseUrl + path, { method, headers }));
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    })();
  });
}

/** Runs an example to its end. */
async function runExample(
  env: Readonly<Record<string, string>>,
  ...parameters: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const running = run(process.execPath, parameters, { cwd: folder, env });
  return running.then(
    (output) => ({ code: 0, ...output }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      stdout,
      stderr,
    }),
  );
}

/** The images, and an environment in which the metadata service gives the token for them. */
async function onMachine(options: FakeImageServiceOptions = {}) {
  const { service, url } = await serveImages(options);
  const { origin } = await startTokenService();
  const idsLeft = (): string[] => service.images().map(({ id }) => id);
  return { service, idsLeft, env: { IMAGES_API_URL: url, YC_METADATA_ADDR: origin.replace('http://', '') } };
}

describe('examples/list-by-size.ts', () => {
  it('lists the largest images first', async () => {
    const { env } = await onMachine();
    await expect(runExample(env, 'list-by-size.ts', 'crp1', '3')).resolves.toEqual({
      code: 0,
      stderr: '',
      stdout: [
        `  120 GB crp1/app ${digest('c')}`,
        ' 27.1 MB crp1/app v1 latest',
        `  1.5 kB crp1/app ${digest('a')}`,
        '',
      ].join('\n'),
    });
  });
});

describe('examples/delete-untagged.ts', () => {
  it('says what it would delete, and leaves everything', async () => {
    const { env, idsLeft } = await onMachine();
    const { code, stdout } = await runExample(env, 'delete-untagged.ts', 'crp1');
    expect(stdout).toMatch(/^By metadata service at .*:\n/);
    expect(stdout.split('\n').slice(1)).toEqual([
      `would delete crp1/app ${digest('a')} 1.5 kB 31 days ago`,
      `would delete crp1/web ${digest('b')} 0 B 9 months ago`,
      '2 images, 0 failures',
      '',
    ]);
    expect(code).toBe(0);
    expect(idsLeft()).toEqual(images.map(({ id }) => id));
  });

  it('deletes with --delete, and what is old is up to the caller', async () => {
    const { env, idsLeft } = await onMachine();
    await expect(
      runExample(env, 'delete-untagged.ts', 'crp1', '--delete', '--older-than-days', '28'),
    ).resolves.toMatchObject({ code: 0, stdout: expect.stringContaining('3 images, 0 failures\n') });
    expect(idsLeft()).toEqual(['tagged', 'foreign']);
  });

  it('goes on after a deletion that fails, and says so in the end', async () => {
    const { env, idsLeft, service } = await onMachine();
    service.inject({ kind: 'refusal', on: 'images.delete', status: 'FAILED_PRECONDITION' });
    const { code, stdout, stderr } = await runExample(env, 'delete-untagged.ts', 'crp1', '--delete');
    expect(stdout).toContain('2 images, 1 failures\n');
    expect(stderr).toContain('FAILED_PRECONDITION');
    expect([code, idsLeft()]).toEqual([1, ['tagged', 'old', 'young', 'foreign']]);
  });

  it('does not mind that somebody else was faster', async () => {
    const { env, service } = await onMachine();
    service.inject({ kind: 'refusal', on: 'images.delete', status: 'NOT_FOUND' });
    const { code, stdout, stderr } = await runExample(env, 'delete-untagged.ts', 'crp1', '--delete');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('2 images, 0 failures\n');
  });

  it('does not take an operation that got lost for a deletion', async () => {
    const { env, service } = await onMachine({ deletionMs: 60_000 });
    service.inject({ kind: 'refusal', on: 'operations.get', status: 'NOT_FOUND', times: Infinity });
    const { code, stdout, stderr } = await runExample(
      env,
      'delete-untagged.ts',
      'crp1',
      '--delete',
      '--older-than-days=200',
    );
    expect(stdout).toContain('1 images, 1 failures\n');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/operations\/.*NOT_FOUND/)]);
  }, 60_000);

  it('deletes only what it may where the service cannot tell what is part of something', async () => {
    const { env, idsLeft } = await onMachine({ extensions: false });
    const kept = await runExample(env, 'delete-untagged.ts', 'crp1', '--delete');
    expect(kept.stdout).toContain('9 months ago: It may be part of a multi-arch image,');
    expect(kept.stdout).toContain('2 images, 2 failures\n');
    expect([kept.code, idsLeft()]).toEqual([1, images.map(({ id }) => id)]);
    const gone = await runExample(env, 'delete-untagged.ts', 'crp1', '--delete', '--without-preview');
    expect([gone.code, idsLeft()]).toEqual([0, ['tagged', 'young', 'foreign']]);
  });

  it('says how it is used where arguments are missing or wrong', async () => {
    for (const parameters of [[], ['crp1', '--older-than-days', 'x'], ['crp1', '--older-than-days=-1']]) {
      await expect(runExample({}, 'delete-untagged.ts', ...parameters)).resolves.toEqual({
        code: 2,
        stdout: '',
        stderr:
          'usage: node delete-untagged.ts <registry id> [--older-than-days 30] [--delete] [--without-preview]\n',
      });
    }
  });
});

describe('examples/delete-untagged.yml', () => {
  it('says and then deletes what is old, as the service account of the federation', async () => {
    const { permissions, jobs }: Workflow = parse(
      await readFile(join(folder, 'delete-untagged.yml'), 'utf8'),
    );
    const { service, url } = await serveImages();
    const { origin, requests } = await startTokenService({
      federation: { aje1: 'github-id-token-for-https://github.com/team' },
    });
    const vars = new Map([
      ['REGISTRY_ID', 'crp1'],
      ['YC_SERVICE_ACCOUNT_ID', 'aje1'],
    ]);
    const variables = Object.entries(jobs['delete-untagged'].env).map(([name, value]) => [
      name,
      value.replace(/^\$\{\{ vars\.(\w+) \}\}$/, (_, variable: string) => vars.get(variable) ?? ''),
    ]);
    const env = {
      ...Object.fromEntries(variables),
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      IMAGES_API_URL: url,
      YC_TOKEN_EXCHANGE_URL: `${origin}/oauth/token`,
      // GitHub does this for a job with the permission.
      ...(permissions['id-token'] === 'write' && {
        ACTIONS_ID_TOKEN_REQUEST_URL: `${origin}/github?api-version=2.0`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'github-request-token',
      }),
    };
    const commands = jobs['delete-untagged'].steps.map(({ run: command = '' }) => command);
    const [say = '', remove = '', ...more] = commands.filter((command) => command.startsWith('node '));
    expect(more).toEqual([]);

    const said = await run('sh', ['-euc', say], { cwd: folder, env });
    expect(said.stdout).toMatch(
      /^By workload identity \(YC_SERVICE_ACCOUNT_ID: aje1, by GitHub Actions\):\nwould delete crp1\/app/,
    );
    expect(service.images()).toHaveLength(images.length);
    expect(requests.map(({ path }) => path)).toEqual(['/github?api-version=2.0', '/oauth/token']);

    await run('sh', ['-euc', remove], { cwd: folder, env });
    expect(service.images().map(({ id }) => id)).toEqual(['tagged', 'young', 'foreign']);
  });
});

describe('examples/service-account-key.ts', () => {
  it('reads an image with the token of a key', async () => {
    const { url } = await serveImages();
    const key = await createTestKey();
    const { origin, requests } = await startTokenService({ keys: [key] });
    const keyFile = join(await makeTemporaryFolder(), 'key.json');
    await writeFile(keyFile, JSON.stringify(key.file));
    const env = { IMAGES_API_URL: url, YC_IAM_TOKEN_URL: `${origin}/iam/v1/tokens` };
    await expect(runExample(env, 'service-account-key.ts', 'young', keyFile)).resolves.toMatchObject({
      code: 0,
      stdout: expect.stringContaining("id: 'young'"),
    });
    expect(requests).toHaveLength(1);
  });
});

describe('examples/yandex-cloud.ts', () => {
  it('lists page by page', async () => {
    const { env } = await onMachine();
    const { code, stdout } = await runExample(env, 'yandex-cloud.ts', 'crp1');
    expect([code, stdout]).toEqual([0, 'crp1/web: \ncrp1/app: v1, latest\ncrp1/app: \ncrp1/app: \n']);
  });
});

/** What the test reads of a workflow. */
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: {
    readonly 'delete-untagged': {
      readonly env: Readonly<Record<string, string>>;
      readonly steps: readonly { readonly run?: string }[];
    };
  };
}

describe('delete-what-was-shown.ts', () => {
  it('tells what would go, and deletes it once that is confirmed', async () => {
    const index = { name: 'r/app', id: 'index', tags: ['v1'], config: null, layers: [], children: ['child'] };
    const service = createFakeImageService({
      images: [{ name: 'r/app', id: 'child' }, index],
      deletionMs: 0,
    });
    const url = await serveFake(service);
    const stdoutOf = async (...parameters: string[]): Promise<string> =>
      (await runExample({}, 'delete-what-was-shown.ts', url, ...parameters)).stdout;
    expect(await stdoutOf('child')).toBe(
      'Tags that go: none\nThe image is part of others: delete what contains it first.\n',
    );
    const shown = 'Tags that go: v1\n2 images would go, which frees 1001002 bytes.\n';
    expect(await stdoutOf('index')).toBe(shown);
    expect(await stdoutOf('index', '--yes')).toBe(`${shown}deleted\n`);
    expect(service.images()).toEqual([]);
  });
});
