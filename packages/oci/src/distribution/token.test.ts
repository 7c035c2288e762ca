import { inspect } from 'node:util';

import { startOddServer } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { failing } from '../../test/failing.ts';
import {
  alice,
  authorizations,
  challenge,
  tagsLine,
  tagsReply,
  tokenLine,
  wantsToken,
} from '../../test/odd-realm.ts';
import { oddRegistry } from '../../test/odd-registry.ts';

describe('createTokenCache', () => {
  it('fetches one token for all who wait for it, and goes on where one of them leaves', async () => {
    const { registry, requests } = await oddRegistry((origin) => ({
      'GET /v2/': [challenge(`Bearer realm="${origin}/token",service="odd"`), { body: {} }],
      'GET /token?service=odd': { body: { token: 't0' } },
      [tokenLine()]: [{ body: { token: 't1' } }],
      [tagsLine]: tagsReply,
    }));
    await registry.ping();
    const controller = new AbortController();
    const leaving = registry.tags('app', { signal: controller.signal });
    const staying = Array.from({ length: 7 }, () => registry.tags('app'));
    controller.abort(new Error('enough'));
    await expect(leaving).rejects.toThrow('enough');
    expect(await Promise.all(staying)).toEqual(Array.from({ length: 7 }, () => ['v1']));
    expect(requests.filter(({ line }) => line === tokenLine())).toHaveLength(1);
  });

  it('fetches a new token shortly before the old one ends', async () => {
    const { registry, clock, requests } = await oddRegistry((origin) => ({
      [tagsLine]: [wantsToken(origin), tagsReply, tagsReply, tagsReply],
      [tokenLine()]: [{ body: { token: 't1', expires_in: 300 } }, { body: { token: 't2', expires_in: 300 } }],
    }));
    await registry.tags('app');
    clock.advance(294_000);
    await registry.tags('app');
    clock.advance(1000);
    await registry.tags('app');
    expect(authorizations(requests).filter(Boolean)).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t2']);
  });

  it('takes a minute where a token does not say how long it is good', async () => {
    const { registry, clock, requests } = await oddRegistry((origin) => ({
      [tagsLine]: [wantsToken(origin), tagsReply, tagsReply],
      [tokenLine()]: [{ body: { token: 't1', expires_in: -1 } }, { body: { token: 't2', expires_in: '9' } }],
    }));
    await registry.tags('app');
    clock.advance(55_000);
    await registry.tags('app');
    expect(authorizations(requests).filter(Boolean)).toEqual(['Bearer t1', 'Bearer t2']);
  });

  it('says where the password is wrong', async () => {
    const { registry } = await oddRegistry(
      (origin) => ({ [tagsLine]: wantsToken(origin), [tokenLine()]: { status: 401 } }),
      { credentials: alice },
    );
    await expect(registry.tags('app')).rejects.toThrow(
      failing('UNAUTHORIZED', { url: expect.stringMatching(/\/token$/) }),
    );
  });

  it('tries again where the realm is busy', async () => {
    const { registry } = await oddRegistry((origin) => ({
      [tagsLine]: [wantsToken(origin), tagsReply],
      [tokenLine()]: [{ status: 503 }, { body: { token: 't1' } }],
    }));
    expect(await registry.tags('app')).toEqual(['v1']);
  });

  it('does not follow a realm to somewhere else', async () => {
    const elsewhere = await startOddServer({});
    const { registry } = await oddRegistry(
      (origin) => ({
        [tagsLine]: wantsToken(origin),
        [tokenLine()]: { status: 302, headers: { location: `${elsewhere.origin}/token` } },
      }),
      { credentials: alice },
    );
    await expect(registry.tags('app')).rejects.toThrow(failing('UNEXPECTED_ANSWER', { status: 302 }));
    expect(elsewhere.requests).toEqual([]);
  });

  it.each([
    'hunter2',
    '{"token":"hunter2',
    '{}',
    '{"token":["hunter2"]}',
    '{"token":"hunter2\\n"}',
    '{"token":""}',
  ])('never quotes what came in the place of a token: %s', async (body) => {
    const { registry } = await oddRegistry((origin) => ({
      [tagsLine]: wantsToken(origin),
      [tokenLine()]: { body },
    }));
    const error: unknown = await registry.tags('app').catch((thrown: unknown) => thrown);
    expect(error).toEqual(failing('UNEXPECTED_ANSWER'));
    expect(inspect(error, { depth: null })).not.toContain('hunter2');
  });
});
