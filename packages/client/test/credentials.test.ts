import { inspect } from 'node:util';

import { describe, expect, it } from 'vitest';

import { createServiceAccountKeyCredential } from '../src/credentials/service-account-key.ts';
import { createImagesClient, type LogEntry } from '../src/index.ts';
import { createFakeClock, createFakeImageService } from '../src/testing/index.ts';
import { createTestKey } from './test-key.ts';
import { nthToken, startTokenService } from './token-service.ts';

const key = await createTestKey();

/** A client with a key, a service that takes one token, and the IAM that gives it, on one clock. */
async function setUp() {
  const clock = createFakeClock({ manual: true });
  const iam = await startTokenService({ now: () => clock.now(), keys: [key] });
  const accepted = { token: nthToken(1) };
  const service = createFakeImageService({
    images: [{ id: 'i1', name: 'crp1/app' }],
    acceptToken: (token) => token === accepted.token,
    clock,
  });
  const log: LogEntry[] = [];
  const credential = createServiceAccountKeyCredential({
    key: key.file,
    tokenUrl: `${iam.origin}/iam/v1/tokens`,
    clock,
  });
  const client = createImagesClient({
    ...service.clientOptions,
    credential,
    logger: (entry) => void log.push(entry),
  });
  const getMany = () => Promise.all(Array.from({ length: 1000 }, () => client.images.get('i1')));
  return { accepted, clock, credential, getMany, iam, log, ...client };
}

describe('a client with a credential', () => {
  it('gets one token for a thousand calls at once, and one more when it has expired', async () => {
    const { accepted, clock, getMany, iam } = await setUp();
    await getMany();
    expect(iam.requests).toHaveLength(1);
    await clock.advance(12 * 3_600_000);
    accepted.token = nthToken(2);
    await getMany();
    expect(iam.requests).toHaveLength(2);
  });

  it('gets one more token for a thousand calls at once when the service does not take the old one', async () => {
    const { accepted, getMany, iam } = await setUp();
    await getMany();
    accepted.token = nthToken(2);
    await getMany();
    expect(iam.requests).toHaveLength(2);
  });

  it('does not ask for a third token when the service does not take the second either', async () => {
    const { accepted, iam, images } = await setUp();
    accepted.token = 'another';
    await expect(images.get('i1')).rejects.toMatchObject({ code: 'API', status: 'UNAUTHENTICATED' });
    expect(iam.requests).toHaveLength(2);
  });

  it('fails with the reason where there is no token, and shows no secret anywhere', async () => {
    const { credential, iam, images, log } = await setUp();
    iam.answerNext((response) =>
      response.writeHead(403).end(JSON.stringify({ message: `${nthToken(1)} is bad` })),
    );
    const error: unknown = await images.get('i1').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'CREDENTIAL',
      attempts: 0,
      message: expect.stringContaining('HTTP 403: … is bad.'),
    });
    await images.get('i1');
    expect(log.map(({ errorCode }) => errorCode)).toEqual(['CREDENTIAL', undefined]);
    const shown =
      inspect([error, log, credential], { depth: 10, showHidden: true }) + JSON.stringify([error, log]);
    expect(shown).not.toMatch(/t1\.secret|eyJ|PRIVATE KEY/);
  });
});
