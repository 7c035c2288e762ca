import { startOddServer } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { failing } from '../../test/failing.ts';
import {
  alice,
  authorizations,
  basicOfAlice,
  challenge,
  tagsLine,
  tagsReply,
  tokenLine,
  wantsToken,
} from '../../test/odd-realm.ts';
import { oddRegistry } from '../../test/odd-registry.ts';

describe('createAuthorization', () => {
  it('shows a password when it is asked for, and then at once', async () => {
    const { registry, requests } = await oddRegistry(
      { 'GET /v2/': [challenge('Basic realm="odd"'), { body: {} }, { body: {} }] },
      { credentials: alice },
    );
    await registry.ping();
    await registry.ping();
    expect(authorizations(requests)).toEqual([undefined, basicOfAlice, basicOfAlice]);
  });

  it('shows a wrong password once', async () => {
    const { registry, requests } = await oddRegistry(
      { 'GET /v2/': challenge('Basic realm="odd"') },
      { credentials: alice },
    );
    await expect(registry.ping()).rejects.toThrow(failing('UNAUTHORIZED', { status: 401 }));
    expect(requests).toHaveLength(2);
    await expect(registry.ping()).rejects.toThrow(failing('UNAUTHORIZED'));
    expect(requests).toHaveLength(3);
  });

  it('has nothing to show where there are no credentials, or no challenge that it knows', async () => {
    const { registry, requests } = await oddRegistry({
      'GET /v2/': [challenge('Basic realm="odd"'), challenge('Negotiate'), { status: 401 }],
    });
    for (let count = 1; count <= 3; count += 1) {
      await expect(registry.ping()).rejects.toThrow(failing('UNAUTHORIZED'));
      expect(requests).toHaveLength(count);
    }
  });

  it('shows a token that was given as it is, and to nobody else', async () => {
    const { registry, requests } = await oddRegistry(
      (origin) => ({ 'GET /v2/': [{ body: {} }, wantsToken(origin)] }),
      { credentials: { token: 'given' } },
    );
    await registry.ping();
    await expect(registry.ping()).rejects.toThrow(failing('UNAUTHORIZED'));
    expect(authorizations(requests)).toEqual(['Bearer given', 'Bearer given']);
  });

  it('fetches a token with the password, and keeps it for what it is for', async () => {
    const { registry, requests } = await oddRegistry(
      (origin) => ({
        [tagsLine]: [wantsToken(origin), tagsReply, tagsReply],
        [tokenLine()]: { body: { token: 't1', expires_in: 300 } },
      }),
      { credentials: alice },
    );
    expect(await registry.tags('app')).toEqual(['v1']);
    expect(await registry.tags('app')).toEqual(['v1']);
    expect(authorizations(requests)).toEqual([undefined, basicOfAlice, 'Bearer t1', 'Bearer t1']);
  });

  it('fetches a token for another repository before it is asked to', async () => {
    const { registry, requests } = await oddRegistry((origin) => ({
      [tagsLine]: [wantsToken(origin), tagsReply],
      [tokenLine()]: { body: { token: 't1' } },
      [tokenLine('repository:other:pull')]: { body: { token: 't2' } },
      'GET /v2/other/tags/list?n=1000': tagsReply,
    }));
    await registry.tags('app');
    await registry.tags('other');
    expect(authorizations(requests)).toEqual([undefined, undefined, 'Bearer t1', undefined, 'Bearer t2']);
  });

  it('asks for the scope that the registry names', async () => {
    const { registry } = await oddRegistry((origin) => ({
      [tagsLine]: [
        challenge(
          `Bearer realm="${origin}/token?a=b",service="odd",scope="repository:app:metadata_read registry:x:y"`,
        ),
        tagsReply,
      ],
      'GET /token?a=b&service=odd&scope=repository%3Aapp%3Ametadata_read&scope=registry%3Ax%3Ay': {
        body: { access_token: 't1' },
      },
    }));
    expect(await registry.tags('app')).toEqual(['v1']);
  });

  it('prefers tokens where a registry takes both', async () => {
    const { registry, requests } = await oddRegistry((origin) => ({
      'GET /v2/': [challenge(`Basic realm="odd", Bearer realm="${origin}/token"`), { body: {} }],
      'GET /token': { body: { token: 't1' } },
    }));
    await registry.ping();
    expect(authorizations(requests)).toEqual([undefined, undefined, 'Bearer t1']);
  });

  it('fetches a new token where the old one is refused before its time', async () => {
    const { registry, requests } = await oddRegistry((origin) => ({
      [tagsLine]: [wantsToken(origin), tagsReply, wantsToken(origin, { error: 'invalid_token' }), tagsReply],
      [tokenLine()]: [{ body: { token: 't1' } }, { body: { token: 't2' } }],
    }));
    await registry.tags('app');
    await registry.tags('app');
    expect(authorizations(requests).filter(Boolean)).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t2']);
  });

  it('says where a token is good and does not reach far enough', async () => {
    const { registry, requests } = await oddRegistry((origin) => ({
      [tagsLine]: [wantsToken(origin), wantsToken(origin, { error: 'insufficient_scope' })],
      [tokenLine()]: { body: { token: 't1' } },
    }));
    await expect(registry.tags('app')).rejects.toThrow(failing('DENIED', { status: 401 }));
    expect(requests).toHaveLength(3);
  });

  it('asks no realm elsewhere, with a password or without', async () => {
    const elsewhere = await startOddServer({});
    for (const options of [{ credentials: alice }, {}]) {
      const { registry } = await oddRegistry({ [tagsLine]: wantsToken(elsewhere.origin) }, options);
      await expect(registry.tags('app')).rejects.toThrow(failing('UNAUTHORIZED'));
      await expect(registry.tags('app')).rejects.toThrow(
        `to ${elsewhere.origin}, which is not among its realms`,
      );
    }
    expect(elsewhere.requests).toEqual([]);
  });

  it('asks a realm elsewhere that is listed', async () => {
    const elsewhere = await startOddServer({ [tokenLine()]: { body: { token: 't1' } } });
    const { registry, requests } = await oddRegistry(
      { [tagsLine]: [wantsToken(elsewhere.origin), tagsReply] },
      { credentials: alice, realms: [elsewhere.origin] },
    );
    expect(await registry.tags('app')).toEqual(['v1']);
    expect(authorizations(elsewhere.requests)).toEqual([basicOfAlice]);
    expect(authorizations(requests)).toEqual([undefined, 'Bearer t1']);
  });

  it('goes to another realm where the registry has changed it', async () => {
    const now = await startOddServer({ [tokenLine()]: { body: { token: 't2' } } });
    const before = await startOddServer({ [tokenLine()]: [{ body: { token: 't1' } }, { status: 404 }] });
    const { registry, clock, requests } = await oddRegistry(
      { [tagsLine]: [wantsToken(before.origin), tagsReply, wantsToken(now.origin), tagsReply] },
      { realms: [before.origin, now.origin] },
    );
    await registry.tags('app');
    clock.advance(60_000);
    await expect(registry.tags('app')).rejects.toThrow(failing('UNEXPECTED_ANSWER', { status: 404 }));
    expect(await registry.tags('app')).toEqual(['v1']);
    expect(authorizations(requests)).toEqual([undefined, 'Bearer t1', undefined, 'Bearer t2']);
  });

  it.each(['', 'token', 'http://user:hunter2@127.0.0.1/'])('goes nowhere for the realm %j', async (realm) => {
    const { registry, requests } = await oddRegistry({ 'GET /v2/': challenge(`Bearer realm="${realm}"`) });
    await expect(registry.ping()).rejects.toThrow(
      failing(realm.startsWith('http') ? 'UNAUTHORIZED' : 'UNEXPECTED_ANSWER'),
    );
    expect(requests).toHaveLength(1);
  });
});
