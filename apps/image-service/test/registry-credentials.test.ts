import { describeWithTools, startRegistry, startTokenServer } from '@registry-images/testing';
import { expect, it } from 'vitest';

import { createPusher } from './registry-pusher.ts';
import { makeSyncedSource } from './synced-source.ts';

describeWithTools(['docker-registry'], 'a registry that asks who reads it', () => {
  it('is read by a user with a password, and with no other', async () => {
    // What `htpasswd -B` makes of that password.
    const htpasswd = 'alice:$2y$05$abcdefghijklmnopqrstuuA0vov2GDneHB3.8.cv9UF9g.RdvScIW\n';
    const alice = { username: 'alice', password: 'wonderland' };
    const { url } = await startRegistry({ htpasswd });
    const authorization = `Basic ${Buffer.from('alice:wonderland').toString('base64')}`;
    await createPusher(url, { authorization }).image('app', 'x', 'v1');
    const right = makeSyncedSource({ kind: 'distribution', url, credentials: alice });
    await right.sweep();
    expect(right.labels()).toEqual(['app:v1']);

    const wrong = makeSyncedSource({
      kind: 'distribution',
      url,
      credentials: { ...alice, password: 'looking glass' },
    });
    await wrong.sweep();
    expect(wrong.sync.isReady('local')).toBe(false);
    expect(wrong.stats().problem).toContain('credentials');
    // It is not tried again soon: accounts are locked for that.
    expect(await wrong.clock.waiting()).toBe(600_000);
  });

  it('is read with tokens', async () => {
    const scopes = ['registry:catalog:*', 'repository:app:pull', 'repository:app:pull,push'];
    const alice = { username: 'alice', password: 'wonderland', scopes };
    const tokens = await startTokenServer([alice]);
    const registry = await startRegistry({ tokens });
    const basic = Buffer.from('alice:wonderland').toString('base64');
    const asked = await fetch(`${tokens.realm}?service=x&scope=repository:app:pull,push`, {
      headers: { authorization: `Basic ${basic}` },
    });
    const { token } = JSON.parse(await asked.text());
    await createPusher(registry.url, { authorization: `Bearer ${token}` }).image('app', 'x', 'v1');

    const { sweep, labels, sync } = makeSyncedSource({
      kind: 'distribution',
      url: registry.url,
      credentials: alice,
      realms: [tokens.origin],
    });
    await sweep();
    expect(labels()).toEqual(['app:v1']);
    expect(sync.isReady('local')).toBe(true);
  });
});
