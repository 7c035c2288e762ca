import { describe, expect, it } from 'vitest';

import { createSlackDirectory } from '../../src/slack/directory.ts';
import { ada, openSlackWorld } from './slack-world.ts';

const scopes = ['usergroups:read'];
const userGroups = [
  { id: 'S0PLATFORM', handle: 'platform', memberIds: [ada] },
  { id: 'S0OTHERS', handle: 'others', memberIds: ['U0GRACE'] },
];
const platform = { id: 'S0PLATFORM', handle: 'platform' };
const minute = 60_000;

describe('createSlackDirectory', () => {
  it('knows the groups of a user, and asks Slack once in five minutes', async () => {
    const world = await openSlackWorld({ scopes, userGroups });
    const { sandbox, teamId, time, calls } = world;
    const directory = createSlackDirectory(world);
    expect(await directory.groupsOf(teamId, ada)).toEqual([platform]);
    sandbox.changeUserGroup('S0PLATFORM', { memberIds: [] });
    time.advance(5 * minute - 1);
    expect(await directory.groupsOf(teamId, ada)).toEqual([platform]);
    time.advance(1);
    expect(await directory.groupsOf(teamId, ada)).toEqual([]);
    expect(await directory.groups(teamId)).toEqual([platform, { id: 'S0OTHERS', handle: 'others' }]);
    expect(calls('usergroups.list')).toBe(2);
  });

  it('asks once for all who want to know at the same time', async () => {
    const world = await openSlackWorld({ scopes, userGroups });
    const directory = createSlackDirectory(world);
    await Promise.all([1, 2, 3].map(() => directory.groupsOf(world.teamId, ada)));
    expect(world.calls('usergroups.list')).toBe(1);
  });

  it('knows nothing of a group that was switched off', async () => {
    const world = await openSlackWorld({ scopes, userGroups });
    world.sandbox.changeUserGroup('S0PLATFORM', { isDisabled: true });
    expect(await createSlackDirectory(world).groupsOf(world.teamId, ada)).toEqual([]);
  });

  it('goes on with what it knows while Slack does not answer, for an hour', async () => {
    const world = await openSlackWorld({ scopes, userGroups });
    const { sandbox, teamId, time, calls } = world;
    const directory = createSlackDirectory(world);
    await directory.groupsOf(teamId, ada);
    time.advance(59 * minute);
    sandbox.fail('usergroups.list', { kind: 'rate_limited', retryAfterSeconds: 30 }, 100);
    expect(await directory.groupsOf(teamId, ada)).toEqual([platform]);
    const asked = calls('usergroups.list');
    expect(await directory.groupsOf(teamId, ada)).toEqual([platform]);
    expect(calls('usergroups.list')).toBe(asked);
    time.advance(minute);
    await expect(directory.groupsOf(teamId, ada)).rejects.toMatchObject({ problem: 'rate-limited' });
  });

  it('says which scope is missing, and asks Slack again only after a while', async () => {
    const world = await openSlackWorld({ userGroups });
    const { teamId, time, calls } = world;
    const directory = createSlackDirectory(world);
    const missing = { problem: 'missing-scope', neededScopes: scopes };
    await expect(directory.groupsOf(teamId, ada)).rejects.toMatchObject(missing);
    await expect(directory.groupsOf(teamId, ada)).rejects.toMatchObject(missing);
    expect(calls('usergroups.list')).toBe(1);
    time.advance(10_000);
    await expect(directory.groupsOf(teamId, ada)).rejects.toMatchObject(missing);
    expect(calls('usergroups.list')).toBe(2);
  });
});
