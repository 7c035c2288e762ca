import { refusingOrigin } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { createStoppedClock } from '../../test/test-clock.ts';
import { nthToken, startTokenService, type TokenServiceOptions } from '../../test/token-service.ts';
import { createFakeClock } from '../testing/index.ts';
import { createMetadataCredential } from './metadata.ts';

const { signal } = new AbortController();
const hang = (): Promise<Response> => new Promise(() => {});
const minute = 60_000;

/** A credential and the metadata service that it asks, on one clock. */
async function setUp(options: TokenServiceOptions = {}) {
  const clock = createFakeClock({ manual: true });
  const service = await startTokenService({ now: () => clock.now(), ...options });
  const address = service.origin.replace('http://', '');
  return { clock, service, credential: createMetadataCredential({ address, clock }) };
}

describe('createMetadataCredential', () => {
  it('asks the metadata service for the token of the machine', async () => {
    const { service, credential } = await setUp();
    await expect(credential.getToken({ signal })).resolves.toBe(nthToken(1));
    expect(service.requests).toMatchObject([{ method: 'GET', body: '' }]);
  });

  it('asks once, however many want a token', async () => {
    const { service, credential } = await setUp();
    await Promise.all(Array.from({ length: 1000 }, () => credential.getToken({ signal })));
    expect(service.requests).toHaveLength(1);
  });

  it('notices after a minute that the machine has another service account', async () => {
    const { clock, service, credential } = await setUp();
    await credential.getToken({ signal });
    await clock.advance(minute - 1);
    await credential.getToken({ signal });
    expect(service.requests).toHaveLength(1);
    const { promise: asked, resolve } = Promise.withResolvers<void>();
    service.answerNext((response) => {
      resolve();
      response.end(JSON.stringify({ access_token: 't1.of-another', expires_in: 3600 }));
    });
    await clock.advance(1);
    await expect(credential.getToken({ signal })).resolves.toBe(nthToken(1));
    await asked;
    // Whoever is refused with the old token waits for the request that is under way.
    await expect(credential.getToken({ signal, rejected: nthToken(1) })).resolves.toBe('t1.of-another');
    expect(service.requests).toHaveLength(2);
  });

  it('does not give a token longer than it lives', async () => {
    const { clock, credential } = await setUp({ lifeSeconds: 1 });
    await credential.getToken({ signal });
    await clock.advance(1000);
    await expect(credential.getToken({ signal })).resolves.toBe(nthToken(2));
  });

  it('says that the machine has no service account', async () => {
    const { service, credential } = await setUp();
    service.answerNext((response) => response.writeHead(404).end());
    await expect(credential.getToken({ signal })).rejects.toMatchObject({
      code: 'CREDENTIAL',
      retryable: false,
      message: expect.stringMatching(
        /HTTP 404, with something else than a JSON object\. Check that this is a machine of Yandex Cloud, and that it has a service account\.$/,
      ),
    });
  });

  it('says that there may be no metadata service', async () => {
    const address = (await refusingOrigin()).replace('http://', '');
    const credential = createMetadataCredential({ address });
    await expect(credential.getToken({ signal })).rejects.toMatchObject({
      code: 'CREDENTIAL',
      retryable: true,
      message: expect.stringMatching(/^metadata service at .*: GET .* \(connect ECONNREFUSED .*\)\.$/),
    });
  });

  it.each([
    '{"access_token":"t1"}',
    '{"access_token":"t1","expires_in":0}',
    '{"access_token":"t1","expires_in":"soon"}',
  ])('does not take %j for a token that lives', async (body) => {
    const { service, credential } = await setUp();
    service.answerNext((response) => response.end(body));
    await expect(credential.getToken({ signal })).rejects.toThrow(
      'expires_in in the answer is not a number of seconds',
    );
  });

  it('does not wait longer than 3 s, unless told otherwise', async () => {
    const clock = createStoppedClock();
    // As of a caller who compiles without exactOptionalPropertyTypes.
    const undefinedTimeout = JSON.parse('{}');
    undefinedTimeout.timeoutMs = undefined;
    const token = createMetadataCredential({ clock, fetch: hang, ...undefinedTimeout }).getToken({ signal });
    clock.wakeAll();
    await expect(token).rejects.toThrow('no token after 3000 ms');
  });

  it('is at its usual address, unless told otherwise', () => {
    expect(createMetadataCredential().description).toBe('metadata service at 169.254.169.254');
    expect(() => createMetadataCredential({ address: 'user:hunter2@host' })).toThrow(/^address must be/);
  });
});
