import { describe, expect, it } from 'vitest';

import { ada, createDeletionWorld, grace, team } from '../../test/deletion-world.ts';
import { rejectDeletion } from './decide-deletion.ts';
import { readAudit } from './read-audit.ts';
import { whoAmI } from './who-am-i.ts';

function worldWithAudit(policy?: string): ReturnType<typeof createDeletionWorld> {
  const world = createDeletionWorld([], policy);
  world.state.auditLog.append(
    Array.from({ length: 30 }, (_, index) => ({
      teamId: team,
      atMs: index,
      kind: 'request' as const,
      userId: index % 3 === 0 ? 'U0X' : 'U0Y',
      image: {
        imageId: `i${index}`,
        name: index % 2 === 0 ? 'reg/open' : 'reg/secret',
        digest: 'sha256:1',
        tags: [],
      },
    })),
  );
  return world;
}

describe('readAudit', () => {
  it('shows the latest lines about what the user may see, page by page', async () => {
    const world = worldWithAudit('roles: { viewer: [{ who: everyone, repositories: open }] }');
    const first = await readAudit(world, { actor: ada, limit: 10 });
    expect(first.entries.map(({ seq }) => seq)).toEqual([29, 27, 25, 23, 21, 19, 17, 15, 13, 11]);
    expect(first.beforeSeq).toBeDefined();
    const { beforeSeq } = first;
    const rest = await readAudit(world, {
      actor: ada,
      limit: 10,
      ...(beforeSeq !== undefined && { beforeSeq }),
    });
    expect(rest.entries.map(({ seq }) => seq)).toEqual([9, 7, 5, 3, 1]);
    expect(rest.beforeSeq).toBeUndefined();
  });

  it('reads by repository and by user', async () => {
    const world = worldWithAudit();
    const { entries } = await readAudit(world, {
      actor: ada,
      limit: 99,
      repository: 'secret',
      userId: 'U0X',
    });
    expect(entries).toHaveLength(5);
    expect(entries.every(({ image, userId }) => image?.name === 'reg/secret' && userId === 'U0X')).toBe(true);
  });

  it('shows nothing of another workspace', async () => {
    const { entries } = await readAudit(worldWithAudit(), { actor: { ...ada, teamId: 'T2' }, limit: 9 });
    expect(entries).toEqual([]);
  });
});

/** What a channel leaves of what one may do, if it takes anything away. */
async function limitOf(channel: string): Promise<readonly string[] | undefined> {
  const policy = `roles: { deleter: everyone, approver: U0GRACE }\nchannels: { C0GENERAL: ${channel} }\n`;
  return (await whoAmI(createDeletionWorld([], policy), ada)).limit?.may;
}

describe('whoAmI', () => {
  it('says so where there is no policy', async () => {
    const rights = await whoAmI(createDeletionWorld([]), ada);
    expect(rights).toMatchObject({ source: 'default', roles: ['deleter'], limit: undefined });
    expect(rights.rights).toMatchObject([
      { action: 'view', repositories: ['*'] },
      { action: 'delete', repositories: ['*'] },
      { action: 'approve', repositories: [], whoMay: [] },
      { action: 'administer', repositories: [], whoMay: [] },
    ]);
  });

  it('tells what the user may do and where, and what the channel leaves of it', async () => {
    const world = createDeletionWorld(
      [],
      `
roles: { viewer: everyone, deleter: [{ who: U0ADA, repositories: "team/*" }], admin: "@sre" }
protected: { tags: latest, repositories: base, approvers: U0ADA }
channels: { C0GENERAL: { may: view } }
`,
    );
    const rights = await whoAmI(world, ada);
    expect(rights).toMatchObject({
      roles: ['viewer', 'deleter'],
      limit: { may: ['view'] },
      protections: [{ tags: ['latest'] }],
      rights: [
        { action: 'view', repositories: ['*', 'team/*'] },
        { action: 'delete', repositories: ['team/*'] },
        { action: 'approve', repositories: ['base'] },
        { action: 'administer', repositories: ['base'] },
      ],
    });
  });

  it('tells of no limit where the channel takes nothing away', async () => {
    expect(await limitOf('{ may: [approve, delete, view] }')).toBeUndefined();
    expect(await limitOf('{ may: [view, approve] }')).toEqual(['view', 'approve', 'administer']);
    expect(await limitOf('{ may: [view, delete, approve], repositories: team/* }')).toHaveLength(4);
  });

  it('lets those reject who may approve, and only where they may', async () => {
    const world = createDeletionWorld(
      [{ name: 'reg/team/app', tags: ['latest'] }],
      `
roles: { deleter: everyone, approver: U0GRACE }
protected: { tags: latest, approvals: 1, typeDigest: false }
channels: { C0GENERAL: { may: [view, delete, approve] } }
`,
    );
    const rights = await whoAmI(world, grace);
    expect(rights.rights[3]).toMatchObject({ action: 'administer', repositories: ['*'] });
    const { id: requestId } = await world.requested();
    expect(await rejectDeletion(world, { actor: grace, requestId })).toMatchObject({ outcome: 'decided' });
    const others = await whoAmI(world, ada);
    expect(others.rights[3]).toMatchObject({
      action: 'administer',
      repositories: [],
      whoMay: [{ kind: 'user', userId: grace.userId }],
    });
  });
});
