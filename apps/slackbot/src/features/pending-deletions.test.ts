import { describe, expect, it } from 'vitest';

import { ada, createDeletionWorld, grace, linus, type DeletionWorld } from '../../test/deletion-world.ts';
import type { DeletionRequest } from '../state/deletion-request.ts';
import type { Actor } from './actor.ts';
import { approveDeletion } from './decide-deletion.ts';
import { pendingDeletions } from './pending-deletions.ts';

const image = { name: 'reg/team/app', id: 'i1', tags: ['latest'] };
const byTwo = `
roles: { deleter: everyone, approver: [U0GRACE, U0LINUS] }
protected: { tags: [latest], approvals: 2, typeDigest: false }
`;
const onlyHere = `${byTwo}
channels:
  ${ada.channelId}: { may: [view, delete, approve] }
  '*': { may: [view, delete] }
`;

/** Somebody in the Home tab. */
function atHome({ teamId, userId }: Actor): Actor {
  return { teamId, userId };
}

/** Makes a request, and puts its message somewhere. */
async function requestedWithMessageIn(world: DeletionWorld, channelId: string): Promise<DeletionRequest> {
  const request = await world.requested();
  world.state.requests.apply(request, { kind: 'show', message: { channelId, ts: '1.2' } });
  return request;
}

describe('pendingDeletions', () => {
  it('names no channel in which there is no message', async () => {
    const world = createDeletionWorld([image], onlyHere);
    await world.requested();
    expect(await pendingDeletions(world, atHome(linus))).toEqual({ here: [], elsewhere: [] });
    const another = createDeletionWorld([image], onlyHere);
    await requestedWithMessageIn(another, 'D0ADA');
    expect(await pendingDeletions(another, atHome(linus))).toEqual({ here: [], elsewhere: [] });
  });

  it('names the channel to those who have not approved, where it is only there that they may', async () => {
    const world = createDeletionWorld([image], onlyHere);
    const { id: requestId } = await requestedWithMessageIn(world, ada.channelId);
    await approveDeletion(world, { actor: grace, requestId });
    expect(await pendingDeletions(world, atHome(linus))).toEqual({ here: [], elsewhere: [ada.channelId] });
    expect(await pendingDeletions(world, atHome(grace))).toEqual({ here: [], elsewhere: [] });
  });

  it('goes on showing what somebody has approved where they may decide here', async () => {
    const world = createDeletionWorld([image], byTwo);
    const { id: requestId } = await world.requested();
    await approveDeletion(world, { actor: grace, requestId });
    expect(await pendingDeletions(world, atHome(grace))).toMatchObject({
      here: [{ id: requestId, approvals: [{ userId: grace.userId }] }],
      elsewhere: [],
    });
  });
});
