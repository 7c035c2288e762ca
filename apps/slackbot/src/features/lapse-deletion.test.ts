import { describe, expect, it } from 'vitest';

import { ada, createDeletionWorld, grace, linus, policyOf, under } from '../../test/deletion-world.ts';
import { askToConfirm } from './ask-to-confirm.ts';
import { approveDeletion } from './decide-deletion.ts';
import { expireDeletions } from './expire-deletions.ts';
import { lapseDeletion } from './lapse-deletion.ts';
import { requestDeletion } from './request-deletion.ts';

const image = { name: 'reg/team/app', id: 'i1', tags: ['latest'] };
const policy = `
roles: { deleter: everyone, approver: [U0GRACE, U0LINUS] }
protected: { tags: [latest], approvals: 1, typeDigest: false }
`;
const byTwo = policyOf(policy.replace('approvals: 1', 'approvals: 2'));

describe('a request that nobody can approve any more', () => {
  it('ends once somebody tries, and can be made again', async () => {
    const world = createDeletionWorld([image], policy);
    const before = await world.requested();
    const changed = { ...world, ...under(byTwo) };
    expect(await approveDeletion(changed, { actor: grace, requestId: before.id })).toMatchObject({
      refusal: { kind: 'policy-changed' },
      request: { state: 'lapsed', lapsedBecause: 'policy-changed' },
    });
    expect(world.audit()).toMatchObject([
      { kind: 'request' },
      { kind: 'lapse', note: 'policy-changed', userId: before.requester },
      { kind: 'refusal', note: 'approval: policy-changed', userId: grace.userId },
    ]);
    expect((await world.requested()).state).toBe('awaiting-approval');
  });

  it('ends where the policy protects nothing any more, whoever tries', async () => {
    const world = createDeletionWorld([image], policy);
    const { id: requestId } = await world.requested();
    const changed = { ...world, ...under(policyOf('roles: { deleter: everyone }')) };
    expect(await approveDeletion(changed, { actor: grace, requestId })).toMatchObject({
      refusal: { kind: 'policy-changed' },
      request: { state: 'lapsed' },
    });
  });

  it('is in nobody’s way who asks for the same', async () => {
    const world = createDeletionWorld([image], policy);
    const old = await world.requested();
    const changed = { ...world, ...under(byTwo) };
    const asked = await askToConfirm(changed, { actor: ada, images: world.service.images() });
    const confirmationId = asked.outcome === 'asked' ? asked.confirmation.id : '';
    expect(await requestDeletion(changed, { confirmationId, actor: ada }, world.signal)).toMatchObject({
      outcome: 'requested',
      request: { state: 'awaiting-approval' },
    });
    expect(world.get(old)).toMatchObject({ state: 'lapsed' });
  });

  it('stays as it was decided meanwhile', async () => {
    const world = createDeletionWorld([image], policy);
    const { id: requestId, teamId } = await world.requested();
    await approveDeletion(world, { actor: linus, requestId });
    expect(lapseDeletion(world, { id: requestId, teamId }, 'policy-changed')).toMatchObject({
      refusal: { kind: 'wrong-state' },
    });
    expect(expireDeletions(world)).toEqual([]);
  });
});
