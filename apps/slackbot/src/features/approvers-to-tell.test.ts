import { describe, expect, it } from 'vitest';

import { ada, createDeletionWorld, grace } from '../../test/deletion-world.ts';
import { approversToTell, type ApproverToTell } from './approvers-to-tell.ts';

/** Lets ada ask for something protected, and answers who is told of it. */
async function told(policy: string, place: 'channel' | 'direct'): Promise<readonly ApproverToTell[]> {
  const world = createDeletionWorld([{ name: 'reg/team/app', tags: ['latest'] }], policy);
  return approversToTell(world, await world.requested(), place);
}

function policyOf(approvers: string, channels = ''): string {
  return `
roles: { deleter: everyone }
protected: [{ tags: latest, approvers: ${approvers}, approvals: 1, typeDigest: false }]
${channels}`;
}

describe('approversToTell', () => {
  const both = policyOf(`['@sre', U0LINUS, ${ada.userId}]`);

  it('tells whom the policy names, but for the requester, wherever the message is', async () => {
    expect(await told(both, 'channel')).toEqual([{ userId: 'U0LINUS', where: 'home' }]);
  });

  it('tells a group, too, where the message could not go where the group would see it', async () => {
    expect(await told(both, 'direct')).toEqual([
      { userId: 'U0LINUS', where: 'home' },
      { userId: grace.userId, where: 'home' },
    ]);
  });

  it('tells of the channel where the policy lets them approve only there', async () => {
    const channels = `channels: { '*': { may: view }, ${ada.channelId}: { may: [view, delete, approve] } }`;
    const policy = policyOf('U0LINUS', channels);
    expect(await told(policy, 'channel')).toEqual([{ userId: 'U0LINUS', where: 'channel' }]);
    expect(await told(policy, 'direct')).toEqual([]);
  });

  it('tells twenty at most, and nobody who is one of everybody', async () => {
    const many = Array.from({ length: 30 }, (_, index) => `U0A${index + 10}`);
    expect(await told(policyOf(`[${many.join(', ')}]`), 'direct')).toHaveLength(20);
    expect(await told(policyOf('everyone'), 'direct')).toEqual([]);
  });
});
