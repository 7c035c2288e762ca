import { describe, expect, it } from 'vitest';

import { ada, createDeletionWorld, grace, linus, policyOf, under } from '../../test/deletion-world.ts';
import { approveDeletion, cancelDeletion, rejectDeletion } from './decide-deletion.ts';
import { expireDeletions } from './expire-deletions.ts';

const image = { name: 'reg/team/app', id: 'i1', tags: ['latest'] };
const policy = `
roles: { deleter: everyone, approver: ["@sre", U0LINUS], admin: U0ROOT }
protected: { tags: [latest], approvals: 1, typeDigest: false }
`;
const byTwo = policy.replace('approvals: 1', 'approvals: 2');
const root = { ...ada, userId: 'U0ROOT' };

describe('approveDeletion', () => {
  it('lets somebody else approve, after which the deletion runs', async () => {
    const world = createDeletionWorld([image], policy);
    const { id: requestId } = await world.requested();
    const decided = await approveDeletion(world, { actor: grace, requestId });
    expect(decided).toMatchObject({
      outcome: 'decided',
      request: { state: 'approved', approvals: [{ userId: grace.userId }] },
    });
    expect(await world.run({ id: requestId })).toMatchObject({ request: { state: 'done' } });
    expect(world.audit().map(({ kind, userId }) => [kind, userId])).toEqual([
      ['request', ada.userId],
      ['approval', grace.userId],
      ['delete', ada.userId],
      ['outcome', ada.userId],
    ]);
  });

  it('never counts the approval of the requester, whatever their role', async () => {
    const world = createDeletionWorld([image], policy);
    const { id: requestId } = await world.requested({ actor: linus });
    expect(await approveDeletion(world, { actor: linus, requestId })).toMatchObject({
      outcome: 'refused',
      refusal: { kind: 'own-request' },
    });
    expect(world.audit().at(-1)).toMatchObject({ kind: 'refusal', note: 'approval: own-request' });
  });

  it('needs as many different users as the policy says', async () => {
    const world = createDeletionWorld([image], byTwo);
    const { id: requestId } = await world.requested();
    const clicks = [grace, grace, grace].map((actor) => approveDeletion(world, { actor, requestId }));
    const outcomes = (await Promise.all(clicks)).map(({ outcome }) => outcome);
    expect(outcomes.toSorted()).toEqual(['decided', 'refused', 'refused']);
    expect(world.get({ id: requestId }).state).toBe('awaiting-approval');
    expect(await approveDeletion(world, { actor: linus, requestId })).toMatchObject({
      request: { state: 'approved' },
    });
  });

  it('says who may where the policy does not let the user', async () => {
    const world = createDeletionWorld([image], policy);
    const { id: requestId } = await world.requested();
    const actor = { ...ada, userId: 'U0MALLORY' };
    expect(await approveDeletion(world, { actor, requestId })).toMatchObject({
      refusal: {
        kind: 'not-approver',
        whoMay: [
          { kind: 'group', group: 'sre' },
          { kind: 'user', userId: 'U0LINUS' },
          { kind: 'user', userId: 'U0ROOT' },
        ],
      },
    });
    expect(world.get({ id: requestId }).approvals).toEqual([]);
  });

  it('tells a channel that does not allow it from a user who may not', async () => {
    const world = createDeletionWorld([image], `${policy}channels: { C0OTHER: { may: [view] } }`);
    const { id: requestId } = await world.requested();
    const actor = { ...grace, channelId: 'C0OTHER' };
    expect(await approveDeletion(world, { actor, requestId })).toMatchObject({
      refusal: { kind: 'channel' },
    });
  });

  it('goes by the policy of today', async () => {
    const world = createDeletionWorld([image], policy);
    const approveUnder = async (text: string): ReturnType<typeof approveDeletion> => {
      const { id: requestId } = await world.requested();
      return approveDeletion({ ...world, ...under(policyOf(text)) }, { actor: grace, requestId });
    };
    expect(await approveUnder(byTwo)).toMatchObject({ refusal: { kind: 'policy-changed' } });
    expect(await approveUnder(policy.replace('deleter: everyone', 'deleter: "@sre"'))).toMatchObject({
      refusal: { kind: 'requester-may-not' },
    });
    expect(await approveUnder(policy.replace('"@sre", ', ''))).toMatchObject({
      refusal: { kind: 'not-approver' },
    });
  });

  it('counts no earlier approval of somebody who may not approve any more', async () => {
    const world = createDeletionWorld([image], byTwo);
    const { id: requestId } = await world.requested();
    await approveDeletion(world, { actor: grace, requestId });
    const changed = { ...world, ...under(policyOf(byTwo.replace('"@sre"', 'U0ALAN'))) };
    expect(await approveDeletion(changed, { actor: linus, requestId })).toMatchObject({
      refusal: { kind: 'approver-may-not' },
      request: { state: 'lapsed' },
    });
  });

  it('knows no request of another workspace', async () => {
    const world = createDeletionWorld([image], policy);
    const { id: requestId } = await world.requested();
    const actor = { ...grace, teamId: 'T2' };
    expect(await approveDeletion(world, { actor, requestId })).toEqual({ outcome: 'unknown-request' });
  });

  it('comes too late after the time to decide', async () => {
    const world = createDeletionWorld([image], policy);
    const { id: requestId } = await world.requested();
    expect(expireDeletions(world)).toEqual([]);
    await world.service.clock.advance(24 * 3_600_000);
    expect(await approveDeletion(world, { actor: grace, requestId })).toMatchObject({
      refusal: { kind: 'expired' },
    });
    expect(expireDeletions(world)).toMatchObject([{ id: requestId, state: 'expired' }]);
    expect(await approveDeletion(world, { actor: grace, requestId })).toMatchObject({
      refusal: { kind: 'wrong-state', state: 'expired' },
    });
    expect(world.audit().map(({ kind }) => kind)).toContain('expiry');
  });
});

describe('rejectDeletion', () => {
  it.each([grace, root])('is up to who may approve or administers: %j', async (actor) => {
    const world = createDeletionWorld([image], policy);
    const { id: requestId } = await world.requested();
    expect(await rejectDeletion(world, { actor, requestId })).toMatchObject({
      outcome: 'decided',
      request: { state: 'rejected', rejectedBy: actor.userId },
    });
    expect(await approveDeletion(world, { actor: linus, requestId })).toMatchObject({
      refusal: { kind: 'wrong-state' },
    });
    expect(world.orders()).toBe(0);
  });

  it('is not up to others', async () => {
    const world = createDeletionWorld([image], policy);
    const { id: requestId } = await world.requested();
    const actor = { ...ada, userId: 'U0MALLORY' };
    expect(await rejectDeletion(world, { actor, requestId })).toMatchObject({
      refusal: { kind: 'not-approver' },
    });
    expect(await rejectDeletion(world, { actor: ada, requestId })).toMatchObject({
      refusal: { kind: 'own-request' },
    });
  });

  it('and an approval at the same time: one of them counts', async () => {
    const world = createDeletionWorld([image], policy);
    const { id: requestId } = await world.requested();
    const decisions = await Promise.all([
      approveDeletion(world, { actor: grace, requestId }),
      rejectDeletion(world, { actor: linus, requestId }),
    ]);
    expect(decisions.map(({ outcome }) => outcome).toSorted()).toEqual(['decided', 'refused']);
  });
});

describe('cancelDeletion', () => {
  it('is up to the requester alone', async () => {
    const world = createDeletionWorld([image], policy);
    const { id: requestId } = await world.requested();
    expect(await cancelDeletion(world, { actor: grace, requestId })).toMatchObject({
      refusal: { kind: 'not-requester' },
    });
    expect(await cancelDeletion(world, { actor: ada, requestId })).toMatchObject({
      request: { state: 'cancelled' },
    });
    expect(await cancelDeletion(world, { actor: ada, requestId: 'id-9' })).toEqual({
      outcome: 'unknown-request',
    });
  });
});
