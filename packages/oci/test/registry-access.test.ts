import {
  describeWithTools,
  startRegistry,
  startTokenServer,
  type RegistryVariant,
  type RunningRegistry,
} from '@registry-images/testing';
import { expect, it } from 'vitest';

import { failing } from './failing.ts';
import { clientOf, push } from './push.ts';
import { emptyLayout, pushSample } from './sound-layout.ts';

const timeout = 60_000;
const alice = { username: 'alice', password: 'wonderland' };
const bob = { username: 'bob', password: 'builder' };
/** What `htpasswd -B` makes of that password. */
const hashOfAlice = '$2y$05$abcdefghijklmnopqrstuuA0vov2GDneHB3.8.cv9UF9g.RdvScIW';

/** A registry with the image `app:v1`, which only somebody it knows may see. */
async function guardedRegistry(
  variant: RegistryVariant,
): Promise<RunningRegistry & { readonly digest: `${string}:${string}` }> {
  const open = await startRegistry();
  const layout = await emptyLayout();
  const { digest } = await pushSample(layout, ['v1'], 'base');
  await push(open, { layout, tag: 'v1', to: 'app:v1' });
  await open.stop();
  return { ...(await startRegistry({ ...variant, data: open.data })), digest };
}

describeWithTools(['docker-registry', 'skopeo'], 'a registry with passwords', () => {
  it('lets those in who know theirs', { timeout }, async () => {
    const running = await guardedRegistry({ htpasswd: `${alice.username}:${hashOfAlice}\n` });
    const registry = clientOf(running, { credentials: alice });
    await registry.ping();
    expect(await Array.fromAsync(registry.repositories())).toEqual(['app']);
    expect(await registry.deleteManifest('app', running.digest)).toBe('deleted');

    const unauthorized = failing('UNAUTHORIZED', { status: 401 });
    for (const stranger of [clientOf(running), clientOf(running, { credentials: bob })]) {
      await expect(stranger.ping()).rejects.toThrow(unauthorized);
      await expect(stranger.tags('app')).rejects.toThrow(unauthorized);
      await expect(Array.fromAsync(stranger.repositories())).rejects.toThrow(unauthorized);
    }
  });
});

describeWithTools(['docker-registry', 'skopeo'], 'a registry with tokens', () => {
  it('lets everybody do what they may', { timeout }, async () => {
    const tokens = await startTokenServer([
      { ...alice, scopes: ['repository:app:pull', 'repository:app:delete', 'registry:catalog:*'] },
      { ...bob, scopes: ['repository:app:pull'] },
    ]);
    const running = await guardedRegistry({ tokens });
    const realms = [tokens.origin];
    const ofBob = clientOf(running, { credentials: bob, realms });
    await ofBob.ping();
    expect(await ofBob.tags('app')).toEqual(['v1']);
    await expect(ofBob.tags('other')).rejects.toThrow(failing('DENIED'));
    await expect(ofBob.deleteManifest('app', running.digest)).rejects.toThrow(failing('DENIED'));
    await expect(Array.fromAsync(ofBob.repositories())).rejects.toThrow(failing('UNSUPPORTED'));

    const ofAlice = clientOf(running, { credentials: alice, realms });
    expect(await Array.fromAsync(ofAlice.repositories())).toEqual(['app']);
    expect(await ofAlice.deleteManifest('app', running.digest)).toBe('deleted');
    expect(await ofAlice.tags('app')).toEqual([]);
  });

  it('asks for one token for many requests of a kind', { timeout }, async () => {
    const tokens = await startTokenServer([{ ...bob, scopes: ['repository:app:pull'] }]);
    const running = await guardedRegistry({ tokens });
    const registry = clientOf(running, { credentials: bob, realms: [tokens.origin] });
    await registry.ping();
    await Promise.all(Array.from({ length: 20 }, () => registry.manifest('app', 'v1')));
    await registry.tags('app');
    expect(tokens.requests).toEqual([[], ['repository:app:pull']]);
  });

  it('keeps those out whom the realm does not know, and who do not know the realm', { timeout }, async () => {
    const tokens = await startTokenServer([]);
    const running = await guardedRegistry({ tokens });
    const stranger = clientOf(running, { credentials: alice, realms: [tokens.origin] });
    await expect(stranger.ping()).rejects.toThrow(failing('UNAUTHORIZED', { url: tokens.realm }));
    const asked = tokens.requests.length;
    await expect(clientOf(running, { credentials: alice }).ping()).rejects.toThrow(
      `to ${tokens.origin}, which is not`,
    );
    expect(tokens.requests).toHaveLength(asked);
  });
});
