import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { makeTemporaryFolder, refusingOrigin } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { createTestKey } from '../../test/test-key.ts';
import { nthToken, startTokenService } from '../../test/token-service.ts';
import { defaultCredentials } from './default.ts';

const { signal } = new AbortController();
const github = 'github-id-token-for-https://github.com/team';

/** The endpoints, and an environment in which every kind of credential works. */
async function setUp() {
  const folder = await makeTemporaryFolder();
  const key = await createTestKey();
  const service = await startTokenService({
    keys: [key],
    federation: { ajegithub: github, ajefile: 'id-token-of-file', ajevalue: 'id-token' },
  });
  const keyFile = join(folder, 'key.json');
  const idTokenFile = join(folder, 'id-token');
  await writeFile(keyFile, JSON.stringify(key.file));
  await writeFile(idTokenFile, 'id-token-of-file\n');
  const { origin } = service;
  return {
    service,
    keyFile,
    idTokenFile,
    endpoints: {
      YC_IAM_TOKEN_URL: `${origin}/iam/v1/tokens`,
      YC_TOKEN_EXCHANGE_URL: `${origin}/oauth/token`,
      YC_METADATA_ADDR: origin.replace('http://', ''),
      ACTIONS_ID_TOKEN_REQUEST_URL: `${origin}/github?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'github-request-token',
    },
  };
}

describe('defaultCredentials', () => {
  it('takes YC_TOKEN before all else, and asks nobody', async () => {
    const { service, keyFile, endpoints } = await setUp();
    const env = {
      ...endpoints,
      YC_TOKEN: 't1.x',
      YC_SERVICE_ACCOUNT_KEY_FILE: keyFile,
      YC_SERVICE_ACCOUNT_ID: 'aje1',
    };
    const credential = defaultCredentials({ env });
    expect(credential.description).toBe('IAM token (YC_TOKEN)');
    expect(credential.fixedToken?.()).toBe('t1.x');
    expect(service.requests).toEqual([]);
  });

  it('then takes the key file', async () => {
    const { service, keyFile, endpoints } = await setUp();
    const env = {
      ...endpoints,
      YC_TOKEN: '',
      YC_SERVICE_ACCOUNT_KEY_FILE: keyFile,
      YC_SERVICE_ACCOUNT_ID: 'aje1',
    };
    const credential = defaultCredentials({ env });
    expect(credential.description).toBe(`service account key (YC_SERVICE_ACCOUNT_KEY_FILE: ${keyFile})`);
    await expect(credential.getToken({ signal })).resolves.toBe(nthToken(1));
    expect(service.requests.map(({ path }) => path)).toEqual(['/iam/v1/tokens']);
  });

  it('then takes the ID token of the environment, of a file or of GitHub', async () => {
    const { idTokenFile, endpoints } = await setUp();
    const all = { ...endpoints, YC_ID_TOKEN: 'id-token', YC_ID_TOKEN_FILE: idTokenFile };
    const cases = [
      { env: { ...all, YC_SERVICE_ACCOUNT_ID: 'ajevalue' }, from: 'YC_ID_TOKEN' },
      {
        env: { ...all, YC_ID_TOKEN: '', YC_SERVICE_ACCOUNT_ID: 'ajefile' },
        from: `YC_ID_TOKEN_FILE: ${idTokenFile}`,
      },
      { env: { ...endpoints, YC_SERVICE_ACCOUNT_ID: 'ajegithub' }, from: 'GitHub Actions' },
    ];
    for (const [index, { env, from }] of cases.entries()) {
      const credential = defaultCredentials({ env });
      expect(credential.description).toBe(
        `workload identity (YC_SERVICE_ACCOUNT_ID: ${env.YC_SERVICE_ACCOUNT_ID}, by ${from})`,
      );
      await expect(credential.getToken({ signal })).resolves.toBe(nthToken(index + 1));
    }
  });

  it('asks GitHub for the audience that it is told', async () => {
    const { service, endpoints } = await setUp();
    const env = { ...endpoints, YC_SERVICE_ACCOUNT_ID: 'aje1', YC_ID_TOKEN_AUDIENCE: 'my-audience' };
    await expect(defaultCredentials({ env }).getToken({ signal })).rejects.toThrow('HTTP 401');
    expect(service.requests[0]?.path).toBe('/github?api-version=2.0&audience=my-audience');
  });

  it('takes the metadata service where nothing is set, and says so where there is none', async () => {
    const { endpoints } = await setUp();
    await expect(defaultCredentials({ env: endpoints }).getToken({ signal })).resolves.toBe(nthToken(1));
    const address = (await refusingOrigin()).replace('http://', '');
    const nowhere = defaultCredentials({ env: { YC_METADATA_ADDR: address } });
    await expect(nowhere.getToken({ signal })).rejects.toThrow(
      `metadata service at ${address} (neither YC_TOKEN nor YC_SERVICE_ACCOUNT_KEY_FILE nor YC_SERVICE_ACCOUNT_ID is set): GET`,
    );
    expect(defaultCredentials({ env: {} }).description).toMatch(/^metadata service at 169\.254\.169\.254 /);
  });

  it('does not go on to the next when the first one fails', async () => {
    const { service, endpoints } = await setUp();
    const credential = defaultCredentials({
      env: { ...endpoints, YC_SERVICE_ACCOUNT_KEY_FILE: '/does/not/exist' },
    });
    await expect(credential.getToken({ signal })).rejects.toMatchObject({
      code: 'CREDENTIAL',
      cause: { code: 'ENOENT' },
    });
    expect(service.requests).toEqual([]);
  });

  it.each([
    [{ YC_TOKEN: 'y0_AgAAAAhunter2' }, /^YC_TOKEN is an OAuth token/],
    [{ YC_TOKEN: 't1 hunter2' }, /^YC_TOKEN must be visible ASCII characters\.$/],
    [{ YC_SERVICE_ACCOUNT_ID: 'aje1' }, /^YC_SERVICE_ACCOUNT_ID is set, but there is no ID token/],
    [{ YC_SERVICE_ACCOUNT_ID: '../x', YC_ID_TOKEN: 'a' }, /^serviceAccountId must be/],
    [{ YC_SERVICE_ACCOUNT_KEY_FILE: 'key.json', YC_IAM_TOKEN_URL: 'iam' }, /^tokenUrl must be/],
    [{ YC_METADATA_ADDR: 'a b' }, /^address must be/],
  ])('refuses %j at once', (env, problem) => {
    expect(() => defaultCredentials({ env })).toThrow(problem);
    expect(() => defaultCredentials({ env })).not.toThrow(/hunter2/);
  });

  it('looks at the environment of the process, unless told otherwise', () => {
    expect(defaultCredentials().description).toBe(defaultCredentials({ env: process.env }).description);
  });
});
