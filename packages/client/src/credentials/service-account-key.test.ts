import { inspect } from 'node:util';

import { refusingOrigin } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { createTestKey } from '../../test/test-key.ts';
import {
  nthToken,
  startTokenService,
  type TokenService,
  type TokenServiceOptions,
} from '../../test/token-service.ts';
import { createFakeClock } from '../testing/index.ts';
import { createServiceAccountKeyCredential, type ServiceAccountKeyOptions } from './service-account-key.ts';

const { signal } = new AbortController();
const hour = 3_600_000;
const key = await createTestKey('ajekey1', 'ajeaccount1');

/** A credential and the IAM that it asks, on one clock. */
async function setUp(
  options: Partial<ServiceAccountKeyOptions> = {},
  serviceOptions: TokenServiceOptions = {},
) {
  const clock = createFakeClock({ manual: true });
  const iam = await startTokenService({ now: () => clock.now(), keys: [key], ...serviceOptions });
  const tokenUrl = `${iam.origin}/iam/v1/tokens`;
  const credential = createServiceAccountKeyCredential({ key: key.file, tokenUrl, clock, ...options });
  return { clock, iam, credential };
}

/** How a credential fails on an answer. */
async function failureOn(answer: Parameters<TokenService['answerNext']>[0]): Promise<unknown> {
  const { iam, credential } = await setUp();
  iam.answerNext(answer);
  return credential.getToken({ signal }).catch((error: unknown) => error);
}

describe('createServiceAccountKeyCredential', () => {
  it('signs a JWT with the key, which IAM exchanges for a token', async () => {
    const { iam, credential } = await setUp();
    await expect(credential.getToken({ signal })).resolves.toBe(nthToken(1));
    expect(iam.requests).toHaveLength(1);
    expect(iam.requests[0]).toMatchObject({ method: 'POST', path: '/iam/v1/tokens' });
    expect(iam.requests[0]?.headers).not.toHaveProperty('authorization');
    expect(iam.requests[0]?.body).not.toContain('PRIVATE');
  });

  it('says which key it is', async () => {
    const { credential } = await setUp();
    expect(credential.description).toBe('service account key ajekey1');
    const named = await setUp({ description: 'key of the build' });
    await expect(named.credential.getToken({ signal, rejected: 't1' })).resolves.toBe(nthToken(1));
    expect(named.credential.description).toBe('key of the build');
  });

  it('takes the text of the key file', async () => {
    const { credential } = await setUp({ key: JSON.stringify(key.file) });
    await expect(credential.getToken({ signal })).resolves.toBe(nthToken(1));
  });

  it('exchanges once for a thousand calls, and once more after an hour', async () => {
    const { clock, iam, credential } = await setUp();
    await Promise.all(Array.from({ length: 1000 }, () => credential.getToken({ signal })));
    expect(iam.requests).toHaveLength(1);
    await clock.advance(12 * hour);
    await Promise.all(Array.from({ length: 1000 }, () => credential.getToken({ signal })));
    expect(iam.requests).toHaveLength(2);
  });

  it('exchanges anew, once, when the service does not take the token', async () => {
    const { iam, credential } = await setUp();
    const rejected = await credential.getToken({ signal });
    const replaced = Array.from({ length: 100 }, () => credential.getToken({ signal, rejected }));
    expect(new Set(await Promise.all(replaced))).toEqual(new Set([nthToken(2)]));
    expect(iam.requests).toHaveLength(2);
  });

  it('asks a function for the key before each exchange, so that keys can be replaced', async () => {
    const next = await createTestKey('ajekey2', 'ajeaccount1');
    const files = [JSON.stringify(key.file), next.file];
    const { clock, credential } = await setUp(
      { key: () => files.shift() ?? Promise.reject(new Error('No more keys.')) },
      { keys: [key, next] },
    );
    expect(credential.description).toBe('service account key');
    await credential.getToken({ signal });
    await clock.advance(12 * hour);
    await expect(credential.getToken({ signal })).resolves.toBe(nthToken(2));
  });

  it('says that the key cannot be got, or cannot be right, and sends nothing', async () => {
    const missing = new Error('ENOENT: no such file');
    const { iam, credential } = await setUp({ key: () => Promise.reject(missing) });
    await expect(credential.getToken({ signal })).rejects.toMatchObject({
      code: 'CREDENTIAL',
      retryable: false,
      cause: missing,
    });
    const der = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----';
    const broken = await setUp({ key: { ...key.file, private_key: der } });
    await expect(broken.credential.getToken({ signal })).rejects.toThrow(
      'service account key ajekey1: the key cannot be read, or cannot sign.',
    );
    expect([iam.requests, broken.iam.requests]).toEqual([[], []]);
  });

  it('refuses at once what cannot be a key or a URL', () => {
    expect(() => createServiceAccountKeyCredential({ key: '{}' })).toThrow('key has no id');
    expect(() => createServiceAccountKeyCredential({ key: key.file, tokenUrl: 'iam' })).toThrow('tokenUrl');
    expect(() => createServiceAccountKeyCredential({ key: key.file, timeoutMs: 0 })).toThrow('timeoutMs');
  });

  it('says why IAM refuses, what to do, and nothing that could be a token', async () => {
    const { credential } = await setUp({}, { keys: [] });
    const error: unknown = await credential.getToken({ signal }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'CREDENTIAL',
      retryable: false,
      message: expect.stringMatching(
        /^service account key ajekey1: POST http.*\/iam\/v1\/tokens: HTTP 401: JWT …: unknown key\. Check that the key still exists/,
      ),
    });
    expect(inspect(error, { depth: 10, showHidden: true }) + JSON.stringify(error)).not.toContain('eyJ');
  });

  it('notices that the clock of the machine is wrong', async () => {
    const { credential } = await setUp({}, { now: () => Date.parse('2025-12-31T00:00:00Z') });
    await expect(credential.getToken({ signal })).rejects.toThrow('Check the clock of this machine');
    const early = await setUp();
    await early.clock.advance(24 * hour);
    early.iam.answerNext((response) =>
      response.end(JSON.stringify({ iamToken: 't1', expiresAt: '2026-01-01T12:00:00Z' })),
    );
    await expect(early.credential.getToken({ signal })).rejects.toThrow('expiresAt is not a time to come');
  });

  it.each([
    [429, 'slow down', true],
    [500, '', true],
    [502, '<html>Bad gateway</html>', true],
    [503, '{"code":14,"message":"unavailable"}', true],
    [302, '', false],
    [403, '{"message":5}', false],
    [404, 'null', false],
  ])('fails on HTTP %d with the body %j', async (status, body, retryable) => {
    const error = await failureOn((response) =>
      response.writeHead(status, { location: '/elsewhere' }).end(body),
    );
    expect(error).toMatchObject({ code: 'CREDENTIAL', retryable });
    expect(error).toHaveProperty('message', expect.stringContaining(`HTTP ${status}`));
  });

  it.each([
    ['', 'HTTP 200, with something else than a JSON object'],
    ['<html>', 'HTTP 200, with something else than a JSON object'],
    ['[]', 'HTTP 200, with something else than a JSON object'],
    ['{}', 'the answer has no token in iamToken'],
    ['{"iamToken":"hunter 2","expiresAt":"2026-01-02T00:00:00Z"}', 'the answer has no token in iamToken'],
    ['{"iamToken":"hunter2"}', 'expiresAt is not a time to come'],
    ['{"iamToken":"hunter2","expiresAt":"soon"}', 'expiresAt is not a time to come'],
    [`"${'x'.repeat(65 * 1024)}"`, 'HTTP 200, with something else than a JSON object'],
  ])('does not take %o for a token', async (body, problem) => {
    const error = await failureOn((response) => response.end(body));
    expect(error).toMatchObject({ code: 'CREDENTIAL', retryable: false });
    expect(error).toHaveProperty('message', expect.stringContaining(problem));
    expect(inspect(error)).not.toContain('hunter');
  });

  it('takes a connection that breaks for a failure that may pass', async () => {
    const tokenUrl = await refusingOrigin();
    const refused = createServiceAccountKeyCredential({ key: key.file, tokenUrl });
    await expect(refused.getToken({ signal })).rejects.toMatchObject({
      code: 'CREDENTIAL',
      retryable: true,
      message: expect.stringContaining('ECONNREFUSED'),
      cause: expect.any(TypeError),
    });
    const cut = await failureOn((response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"iamToken":"t1', () => response.destroy());
    });
    expect(cut).toMatchObject({ code: 'CREDENTIAL', retryable: true });
  });

  it('hangs up when an answer takes too long', async () => {
    const { clock, iam, credential } = await setUp({ timeoutMs: 700 });
    const { promise: hungUp, resolve } = Promise.withResolvers<void>();
    iam.answerNext((response) => {
      response.once('close', () => resolve());
      response.write('{');
      void clock.advance(700);
    });
    await expect(credential.getToken({ signal })).rejects.toMatchObject({
      retryable: true,
      message: 'service account key ajekey1: there was no token after 700 ms.',
    });
    await hungUp;
    expect(clock.sleeping()).toBe(0);
  });

  it('hangs up when nobody waits any more', async () => {
    const { clock, iam, credential } = await setUp();
    const controller = new AbortController();
    const { promise: hungUp, resolve } = Promise.withResolvers<void>();
    iam.answerNext((response) => {
      response.once('close', () => resolve());
      controller.abort('enough');
    });
    await expect(credential.getToken({ signal: controller.signal })).rejects.toBe('enough');
    await hungUp;
    await expect(credential.getToken({ signal })).resolves.toBe(nthToken(1));
    expect(clock.sleeping()).toBe(0);
  });
});
