import { describe, expect, it } from 'vitest';

import type { TokenState } from '../src/index.ts';
import { methodFacts } from '../src/web-api/method-facts.ts';
import { call, openSandbox } from './open-sandbox.ts';

const post = { channel: 'C1', text: 'Hello' };

const scoped = Object.entries(methodFacts).filter(([, { scopes }]) => scopes.length > 0);

describe('scopes', () => {
  it.each(scoped)('%s wants one of its own', async (method, { token, scopes }) => {
    const { sandbox } = await openSandbox({ scopes: ['none'], appTokenScopes: ['none'] });
    const withToken = token === 'app' ? sandbox.appToken : sandbox.botToken;
    expect(await call(sandbox, method, {}, withToken)).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: scopes.join(','),
      provided: 'none',
    });
  });

  it('lets an app post to public channels that it is not in, with chat:write.public', async () => {
    const channels = [{ id: 'C1', name: 'one', memberIds: ['U0ADA'] }];
    const { sandbox } = await openSandbox({ channels, scopes: ['chat:write', 'chat:write.public'] });
    expect(await call(sandbox, 'chat.postMessage', post)).toMatchObject({ ok: true });
  });
});

describe('setTokenState', () => {
  it.each<TokenState>(['token_revoked', 'token_expired', 'invalid_auth', 'account_inactive'])(
    'has calls refused with %s, until the token is valid again',
    async (state) => {
      const { sandbox } = await openSandbox();
      sandbox.setTokenState('bot', state);
      expect(await call(sandbox, 'auth.test')).toEqual({ ok: false, error: state });
      expect(await call(sandbox, 'apps.connections.open', {}, sandbox.appToken)).toMatchObject({ ok: true });
      sandbox.setTokenState('bot', 'valid');
      expect(await call(sandbox, 'auth.test')).toMatchObject({ ok: true });
    },
  );
});

describe('changeChannel', () => {
  it('takes the app out of a channel, and puts it back', async () => {
    const { sandbox } = await openSandbox({ channels: [{ id: 'C1', name: 'one' }] });
    sandbox.changeChannel('C1', { memberIds: ['U0ADA'] });
    expect(await call(sandbox, 'chat.postMessage', post)).toMatchObject({ error: 'not_in_channel' });
    expect(await call(sandbox, 'chat.postEphemeral', { ...post, user: 'U0ADA' })).toMatchObject({
      error: 'not_in_channel',
    });
    sandbox.changeChannel('C1', { memberIds: ['U0ADA', sandbox.app.botUserId] });
    expect(await call(sandbox, 'chat.postMessage', post)).toMatchObject({ ok: true });
  });

  it('archives a channel, whose messages then stay as they are', async () => {
    const { sandbox } = await openSandbox({ channels: [{ id: 'C1', name: 'one' }] });
    const { ts } = await call(sandbox, 'chat.postMessage', post);
    sandbox.changeChannel('C1', { isArchived: true });
    expect(await call(sandbox, 'chat.postMessage', post)).toMatchObject({ error: 'is_archived' });
    expect(await call(sandbox, 'chat.update', { ...post, ts })).toMatchObject({ error: 'is_inactive' });
  });

  it('hides a private channel from an app that was taken out', async () => {
    const { sandbox } = await openSandbox({ channels: [{ id: 'C1', name: 'one', isPrivate: true }] });
    const { ts } = await call(sandbox, 'chat.postMessage', post);
    sandbox.changeChannel('C1', { memberIds: ['U0ADA'] });
    for (const method of ['chat.postMessage', 'chat.update', 'chat.delete'])
      expect(await call(sandbox, method, { ...post, ts })).toMatchObject({ error: 'channel_not_found' });
  });
});
