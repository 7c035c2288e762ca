import { describe, expect, it } from 'vitest';

import { call, openSandbox } from './open-sandbox.ts';

const reading = ['channels:read', 'groups:read', 'im:read', 'im:write', 'usergroups:read', 'users:read'];

const workspace = {
  scopes: reading,
  users: [
    { id: 'U0ADA', name: 'ada' },
    { id: 'U0GRACE', name: 'grace' },
    { id: 'U0LEFT', name: 'left', isDeactivated: true },
  ],
  userGroups: [
    { id: 'S0ADMINS', handle: 'registry-admins', memberIds: ['U0ADA'] },
    { id: 'S0OLD', handle: 'old', memberIds: ['U0GRACE'], isDisabled: true },
  ],
  channels: [
    { id: 'C1', name: 'one' },
    { id: 'C2', name: 'two', memberIds: ['U0ADA'] },
    { id: 'C3', name: 'three', isArchived: true },
    { id: 'G1', name: 'ours', isPrivate: true },
    { id: 'G2', name: 'theirs', isPrivate: true, memberIds: ['U0GRACE'] },
  ],
};

/** The ids of what a list holds. */
function ids(list: unknown): unknown[] {
  const entries: readonly unknown[] = Array.isArray(list) ? list : [];
  return entries.map((entry) =>
    typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined,
  );
}

describe('usergroups', () => {
  it('lists the groups that are on, and more where it is asked for', async () => {
    const { sandbox } = await openSandbox(workspace);
    const { usergroups } = await call(sandbox, 'usergroups.list');
    expect(usergroups).toMatchObject([{ id: 'S0ADMINS', handle: 'registry-admins', date_delete: 0 }]);
    expect(JSON.stringify(usergroups)).not.toContain('U0ADA');
    const all = await call(sandbox, 'usergroups.list', {
      include_disabled: true,
      include_users: 'true',
      include_count: 1,
    });
    expect(all['usergroups']).toMatchObject([
      { users: ['U0ADA'], user_count: 1 },
      { id: 'S0OLD', users: ['U0GRACE'], date_delete: 1 },
    ]);
  });

  it('lists the members of a group as they are now', async () => {
    const { sandbox } = await openSandbox(workspace);
    const members = (usergroup: string, more = {}) =>
      call(sandbox, 'usergroups.users.list', { usergroup, ...more });
    expect(await members('S0ADMINS')).toEqual({ ok: true, users: ['U0ADA'] });
    sandbox.changeUserGroup('S0ADMINS', { memberIds: ['U0GRACE'] });
    expect(await members('S0ADMINS')).toEqual({ ok: true, users: ['U0GRACE'] });
    expect(sandbox.userGroups[0]?.memberIds).toEqual(['U0GRACE']);
    expect(await members('S9')).toMatchObject({ error: 'no_such_subteam' });
    expect(await members('S0OLD')).toMatchObject({ error: 'no_such_subteam' });
    expect(await members('S0OLD', { include_disabled: true })).toMatchObject({ users: ['U0GRACE'] });
    expect(() => sandbox.changeUserGroup('S9', {})).toThrow('S9');
  });
});

describe('users.info', () => {
  it('tells of people whose account was closed', async () => {
    const { sandbox } = await openSandbox(workspace);
    expect(await call(sandbox, 'users.info', { user: 'U0LEFT' })).toMatchObject({ user: { deleted: true } });
    expect(await call(sandbox, 'users.info', { user: 'U0ADA' })).toMatchObject({ user: { deleted: false } });
  });
});

describe('conversations.list', () => {
  it('lists public channels, and private ones that the app is in', async () => {
    const { sandbox } = await openSandbox(workspace);
    const list = async (body = {}) => ids((await call(sandbox, 'conversations.list', body))['channels']);
    expect(await list()).toEqual(['C1', 'C2', 'C3']);
    expect(await list({ exclude_archived: true })).toEqual(['C1', 'C2']);
    expect(await list({ types: 'public_channel,private_channel' })).toEqual(['C1', 'C2', 'C3', 'G1']);
    expect(await call(sandbox, 'conversations.list', { types: 'secret' })).toMatchObject({
      error: 'invalid_types',
    });
  });

  it('goes page by page', async () => {
    const { sandbox } = await openSandbox(workspace);
    const first = await call(sandbox, 'conversations.list', { limit: 2 });
    expect(ids(first['channels'])).toEqual(['C1', 'C2']);
    const cursor = Object(first['response_metadata']).next_cursor;
    const second = await call(sandbox, 'conversations.list', { limit: 2, cursor });
    expect(ids(second['channels'])).toEqual(['C3']);
    expect(second).toMatchObject({ response_metadata: { next_cursor: '' } });
    for (const [body, error] of [
      [{ cursor: 'x' }, 'invalid_cursor'],
      [{ cursor: 'next:99' }, 'invalid_cursor'],
      [{ limit: 0 }, 'invalid_limit'],
      [{ limit: 1001 }, 'invalid_limit'],
    ] as const)
      expect(await call(sandbox, 'conversations.list', body)).toMatchObject({ error });
  });

  it('wants the scope of each kind that is asked for', async () => {
    const { sandbox } = await openSandbox({ ...workspace, scopes: ['channels:read'] });
    expect(await call(sandbox, 'conversations.list')).toMatchObject({ ok: true });
    expect(await call(sandbox, 'conversations.list', { types: 'private_channel' })).toMatchObject({
      error: 'missing_scope',
      needed: 'groups:read',
      provided: 'channels:read',
    });
    expect(await call(sandbox, 'conversations.info', { channel: 'G1' })).toMatchObject({
      error: 'missing_scope',
    });
  });
});

describe('conversations.members', () => {
  it('lists who is in a conversation that the app knows of', async () => {
    const { sandbox } = await openSandbox(workspace);
    const members = (channel: string) => call(sandbox, 'conversations.members', { channel });
    expect(await members('C2')).toMatchObject({ members: ['U0ADA'] });
    expect(await members('G2')).toMatchObject({ error: 'channel_not_found' });
    sandbox.changeChannel('C2', { memberIds: ['U0GRACE', sandbox.app.botUserId] });
    expect(await members('C2')).toMatchObject({ members: ['U0GRACE', sandbox.app.botUserId] });
    expect(await call(sandbox, 'conversations.info', { channel: 'C2' })).toMatchObject({
      channel: { is_member: true },
    });
    expect(() => sandbox.changeChannel('C9', {})).toThrow('C9');
  });
});

describe('conversations.open', () => {
  it('opens direct messages with a person, once', async () => {
    const { sandbox } = await openSandbox(workspace);
    const open = (body: object) => call(sandbox, 'conversations.open', { ...body });
    expect(await open({ users: 'U0ADA' })).toEqual({ ok: true, channel: { id: 'D0ADA' } });
    expect(await open({ users: 'U0ADA', return_im: true })).toMatchObject({
      already_open: true,
      channel: { id: 'D0ADA', is_im: true, user: 'U0ADA' },
    });
    expect(await open({ channel: 'D0ADA' })).toMatchObject({ already_open: true });
    expect(await open({ channel: 'C1' })).toMatchObject({ error: 'channel_not_found' });
    expect(await open({ users: 'U9' })).toMatchObject({ error: 'user_not_found' });
    expect(await open({ users: 'U0ADA,U0GRACE' })).toMatchObject({ error: 'invalid_arguments' });
    expect(await open({})).toMatchObject({ error: 'invalid_arguments' });
  });
});
