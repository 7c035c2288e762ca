import { describe, expect, it } from 'vitest';

import { ada, createDeletionWorld, grace, linus, policyOf, under } from '../../test/deletion-world.ts';
import { approveDeletion, rejectDeletion } from './decide-deletion.ts';

const image = { name: 'reg/team/app', id: 'i1', tags: ['latest'] };
const onlyHere = `
roles: { deleter: everyone, approver: [U0GRACE, U0LINUS] }
channels:
  ${ada.channelId}: { may: [view, delete, approve] }
  '*': { may: [view, delete] }
protected: { tags: [latest], approvals: 2, typeDigest: false }
`;

describe('approveDeletion', () => {
  it('counts what was approved before where it was approved', async () => {
    const world = createDeletionWorld([image], onlyHere);
    const { id: requestId } = await world.requested();
    expect(await approveDeletion(world, { actor: grace, requestId })).toMatchObject({
      request: { approvals: [{ userId: grace.userId, channelId: grace.channelId }] },
    });
    expect(await approveDeletion(world, { actor: linus, requestId })).toMatchObject({
      outcome: 'decided',
      request: { state: 'approved' },
    });
  });

  it.each([approveDeletion, rejectDeletion])(
    'says where somebody may who may not here: %o',
    async (decide) => {
      const world = createDeletionWorld([image], onlyHere);
      const { id: requestId } = await world.requested();
      const { channelId: _channelId, ...atHome } = linus;
      for (const actor of [atHome, { ...linus, channelId: 'C0OTHER' }]) {
        expect(await decide(world, { actor, requestId })).toMatchObject({
          refusal: { kind: 'channel', where: 'channel', channelId: ada.channelId },
        });
      }
      const nowhere = { ...world, ...under(policyOf(onlyHere.replace(ada.channelId, 'C0THIRD'))) };
      expect(await decide(nowhere, { actor: linus, requestId })).toMatchObject({
        refusal: { kind: 'channel', where: undefined },
      });
    },
  );

  it('takes strangers for strangers, also when it looks at them again', async () => {
    const named = `
roles: { deleter: [U0ADA, U0OUT], approver: [U0OUT, U0LINUS] }
protected: { tags: [latest], approvals: 2, typeDigest: false }
`;
    const stranger = { ...ada, userId: 'U0OUT', isStranger: true } as const;
    const world = createDeletionWorld([image], named);
    const { id: requestId } = await world.requested();
    await approveDeletion(world, { actor: stranger, requestId });
    const everyone = { ...world, ...under(policyOf(named.replace('[U0OUT, U0LINUS]', 'everyone'))) };
    expect(await approveDeletion(everyone, { actor: linus, requestId })).toMatchObject({
      refusal: { kind: 'approver-may-not' },
    });
  });

  it('takes a requester for a stranger, too', async () => {
    const named = `
roles: { deleter: U0OUT, approver: U0LINUS }
protected: { tags: [latest], approvals: 1, typeDigest: false }
`;
    const stranger = { ...ada, userId: 'U0OUT', isStranger: true } as const;
    const world = createDeletionWorld([image], named);
    const { id: requestId } = await world.requested({ actor: stranger });
    const everyone = { ...world, ...under(policyOf(named.replace('U0OUT', 'everyone'))) };
    expect(await approveDeletion(everyone, { actor: linus, requestId })).toMatchObject({
      refusal: { kind: 'requester-may-not' },
    });
  });
});
