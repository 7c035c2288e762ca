import { inspect } from 'node:util';

import { describe, expect, it } from 'vitest';

import { nthToken, startTokenService } from '../../test/token-service.ts';
import { createFakeClock } from '../testing/index.ts';
import { createWorkloadIdentityCredential, type WorkloadIdentityOptions } from './workload-identity.ts';

const { signal } = new AbortController();
const serviceAccountId = 'ajeaccount1';

/** A credential and the token exchange that it asks, on one clock. */
async function setUp(options: Partial<WorkloadIdentityOptions> = {}) {
  const clock = createFakeClock({ manual: true });
  const service = await startTokenService({
    now: () => clock.now(),
    federation: { [serviceAccountId]: 'id-token' },
  });
  const credential = createWorkloadIdentityCredential({
    serviceAccountId,
    getIdToken: () => 'id-token',
    tokenUrl: `${service.origin}/oauth/token`,
    clock,
    ...options,
  });
  return { clock, service, credential };
}

describe('createWorkloadIdentityCredential', () => {
  it('exchanges the ID token for a token of the service account', async () => {
    const { service, credential } = await setUp();
    await expect(credential.getToken({ signal })).resolves.toBe(nthToken(1));
    expect(service.requests[0]?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
    expect(credential.description).toBe('workload identity of service account ajeaccount1');
  });

  it('asks for the ID token before each exchange, and exchanges once for a thousand calls', async () => {
    let asked = 0;
    const getIdToken = async (): Promise<string> => {
      asked += 1;
      // As from a file.
      return 'id-token\n';
    };
    const { clock, service, credential } = await setUp({ getIdToken });
    const getMany = () => Promise.all(Array.from({ length: 1000 }, () => credential.getToken({ signal })));
    await getMany();
    expect([asked, service.requests.length]).toEqual([1, 1]);
    await clock.advance(12 * 3_600_000);
    await getMany();
    expect([asked, service.requests.length]).toEqual([2, 2]);
  });

  it('says that there is no ID token, and sends nothing', async () => {
    const cause = new Error('no such file');
    const failing = await setUp({ getIdToken: () => Promise.reject(cause) });
    await expect(failing.credential.getToken({ signal })).rejects.toMatchObject({
      code: 'CREDENTIAL',
      cause,
    });
    const empty = await setUp({ getIdToken: () => '\n' });
    await expect(empty.credential.getToken({ signal })).rejects.toMatchObject({ code: 'CREDENTIAL' });
    expect([failing.service.requests, empty.service.requests]).toEqual([[], []]);
  });

  it('says why it is refused, what to do, and nothing of the ID token', async () => {
    const idToken = `eyJhbGciOiJSUzI1NiJ9.${'x'.repeat(200)}.sig`;
    const { credential } = await setUp({ getIdToken: () => idToken });
    const error: unknown = await credential.getToken({ signal }).catch((thrown: unknown) => thrown);
    expect(error).toHaveProperty(
      'message',
      expect.stringMatching(/HTTP 401: unknown subject of …\. Check that the federation/),
    );
    expect(inspect(error, { depth: 10, showHidden: true }) + JSON.stringify(error)).not.toContain('eyJ');
  });

  it('refuses at once what cannot be a service account', () => {
    expect(() => createWorkloadIdentityCredential({ serviceAccountId: '', getIdToken: String })).toThrow(
      'serviceAccountId',
    );
  });
});
