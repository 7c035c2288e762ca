import { describe, expect, it } from 'vitest';

import { ada, createDeletionWorld, grace, under, type DeletionWorld } from '../../test/deletion-world.ts';
import { defaultPolicy } from '../policy/policy.ts';
import { askToConfirm } from './ask-to-confirm.ts';
import { requestDeletion } from './request-deletion.ts';

const app = { name: 'reg/team/app', id: 'i1', tags: ['v1', 'latest'] };
const other = { name: 'reg/team/app', id: 'i2', tags: ['v0'] };

function approvedBy(approvers: string): string {
  return `roles: { deleter: everyone }\nprotected: { tags: latest, approvers: ${approvers}, typeDigest: false }`;
}

async function ask(world: DeletionWorld): Promise<string> {
  const asked = await askToConfirm(world, { actor: ada, images: world.service.images() });
  if (asked.outcome !== 'asked') throw new Error(asked.outcome);
  return asked.confirmation.id;
}

describe('requestDeletion', () => {
  it('makes an approved request where the policy asks for nothing more', async () => {
    const world = createDeletionWorld([app]);
    const request = await world.requested({ reason: 'too old' });
    expect(request).toMatchObject({
      teamId: 'T1',
      requester: 'U0ADA',
      state: 'approved',
      reason: 'too old',
      images: [{ imageId: 'i1', state: 'pending', tags: ['v1', 'latest'] }],
    });
    expect(world.get(request)).toEqual(request);
    expect(world.audit()).toMatchObject([
      {
        kind: 'request',
        userId: 'U0ADA',
        channelId: 'C0GENERAL',
        requestId: request.id,
        image: { imageId: 'i1', name: 'reg/team/app', tags: ['v1', 'latest'] },
        reason: 'too old',
      },
    ]);
  });

  it('is not made where too few others may approve, and names no requester as an approver', async () => {
    const alone = createDeletionWorld([app], approvedBy('U0ADA'));
    expect(await askToConfirm(alone, { actor: ada, images: alone.service.images() })).toMatchObject({
      outcome: 'forbidden',
      decision: { because: 'approvers' },
    });
    const { rule } = await createDeletionWorld([app], approvedBy('[U0ADA, U0GRACE]')).requested();
    expect(rule.needs).toMatchObject([{ approvers: [{ kind: 'user', userId: 'U0GRACE' }] }]);
  });

  it('makes one request of one confirmation, however often it arrives at once', async () => {
    const world = createDeletionWorld([app]);
    const confirmationId = await ask(world);
    const answers = Array.from({ length: 5 }, () =>
      requestDeletion(world, { confirmationId, actor: ada }, world.signal),
    );
    const results = await Promise.all(answers);
    expect(results.filter(({ outcome }) => outcome === 'requested')).toHaveLength(1);
    expect(results.filter(({ outcome }) => outcome === 'repeated')).toHaveLength(4);
    expect(new Set(results.map((result) => 'request' in result && result.request.id)).size).toBe(1);
    expect(world.state.requests.list({ limit: 9 })).toHaveLength(1);
  });

  it('deletes once where each of several answers is followed by a run', async () => {
    const world = createDeletionWorld([app]);
    const confirmationId = await ask(world);
    await Promise.all(
      Array.from({ length: 5 }, async () => {
        const result = await requestDeletion(world, { confirmationId, actor: ada }, world.signal);
        if ('request' in result) await world.run(result.request);
      }),
    );
    const again = await requestDeletion(world, { confirmationId, actor: ada }, world.signal);
    expect(again).toMatchObject({ outcome: 'repeated', request: { state: 'done' } });
    expect(world.orders()).toBe(1);
    expect(world.audit().map(({ kind }) => kind)).toEqual(['request', 'delete', 'outcome']);
  });

  it('makes none where the image has changed since, and shows what it is now', async () => {
    const world = createDeletionWorld([app]);
    const confirmationId = await ask(world);
    world.service.addImage({ name: 'reg/team/app', id: 'i3', tags: ['latest'] });
    const result = await requestDeletion(world, { confirmationId, actor: ada }, world.signal);
    expect(result).toMatchObject({ outcome: 'changed', images: [{ id: 'i1', tags: ['v1'] }] });
    expect(world.state.requests.list({ limit: 9 })).toEqual([]);
  });

  it('leaves out what is gone, and says so where nothing is left', async () => {
    const world = createDeletionWorld([app, other]);
    const [one, two] = [await ask(world), await ask(world)];
    world.service.removeImage('i1');
    const some = await requestDeletion(world, { confirmationId: one, actor: ada }, world.signal);
    expect(some).toMatchObject({ outcome: 'requested', request: { images: [{ imageId: 'i2' }] } });
    world.service.removeImage('i2');
    const none = await requestDeletion(world, { confirmationId: two, actor: ada }, world.signal);
    expect(none).toEqual({ outcome: 'gone' });
  });

  it('takes no answer of others, from elsewhere, or too late', async () => {
    const world = createDeletionWorld([app]);
    const confirmationId = await ask(world);
    for (const actor of [grace, { ...ada, channelId: 'C0OTHER' }, { ...ada, teamId: 'T2' }]) {
      const result = await requestDeletion(world, { confirmationId, actor }, world.signal);
      expect(result).toEqual({ outcome: 'unknown' });
    }
    await world.service.clock.advance(16 * 60_000);
    const late = await requestDeletion(world, { confirmationId, actor: ada }, world.signal);
    expect(late).toEqual({ outcome: 'expired' });
  });

  it('wants the end of the digest of what is protected, and lets it be typed again', async () => {
    const world = createDeletionWorld(
      [app],
      'roles: { deleter: everyone }\nprotected: { tags: latest, approvals: 0 }',
    );
    const confirmationId = await ask(world);
    const answer = (typedDigest?: string): ReturnType<typeof requestDeletion> =>
      requestDeletion(
        world,
        { confirmationId, actor: ada, ...(typedDigest !== undefined && { typedDigest }) },
        world.signal,
      );
    expect(await answer()).toEqual({ outcome: 'wrong-digest' });
    expect(await answer('12345678')).toEqual({ outcome: 'wrong-digest' });
    const digest = world.service.images()[0]?.digest ?? '';
    expect(await answer(` ${digest.slice(-8).toUpperCase()} `)).toMatchObject({ outcome: 'requested' });
  });

  it('does not let one confirmation stand for many typed digests', async () => {
    const world = createDeletionWorld(
      [app, other],
      'roles: { deleter: everyone }\nprotected: { tags: latest, approvals: 0 }',
    );
    expect(await world.request()).toMatchObject({ outcome: 'one-by-one', images: [{ id: 'i1' }] });
  });

  it('knows an answer that came before, also where the image goes while it looks', async () => {
    const world = createDeletionWorld([app]);
    const answer = { confirmationId: await ask(world), actor: ada };
    const { images } = world.images;
    const late = {
      get: async (...wanted: Parameters<typeof images.get>) => {
        const first = await requestDeletion(world, answer, world.signal);
        if (first.outcome === 'requested') await world.run(first.request);
        return images.get(...wanted);
      },
    };
    const second = await requestDeletion({ ...world, images: { images: late } }, answer, world.signal);
    expect(second).toMatchObject({ outcome: 'repeated', request: { state: 'done' } });
    expect(world.orders()).toBe(1);
  });

  it('waits for approval of what is protected', async () => {
    const world = createDeletionWorld(
      [app, other],
      'roles: { deleter: everyone, approver: "@sre" }\nprotected: { tags: latest, approvals: 1 }',
    );
    const request = await world.requested();
    expect(request).toMatchObject({
      state: 'awaiting-approval',
      rule: {
        needs: [{ name: 'team/app: latest', approvals: 1, approvers: [{ kind: 'group', group: 'sre' }] }],
        typesDigest: false,
      },
    });
    expect(await world.run(request)).toEqual({ outcome: 'not-run' });
    expect(world.orders()).toBe(0);
  });

  it('refuses who may not, says who may, and writes it down', async () => {
    const world = createDeletionWorld([app], 'roles: { viewer: everyone, deleter: "@sre" }');
    expect(await world.request()).toMatchObject({
      outcome: 'forbidden',
      decision: { because: 'role', whoMay: [{ kind: 'group', group: 'sre' }] },
    });
    expect(world.audit()).toMatchObject([
      {
        kind: 'refusal',
        userId: 'U0ADA',
        channelId: 'C0GENERAL',
        note: 'delete: role',
        image: { imageId: 'i1' },
      },
    ]);
    expect(await world.request({ actor: grace })).toMatchObject({ outcome: 'requested' });
  });

  it('asks the policy again when the answer comes', async () => {
    const world = createDeletionWorld([app], 'roles: { deleter: everyone }');
    const confirmationId = await ask(world);
    const stricter = { ...world, ...under({ ...defaultPolicy, grants: [] }) };
    const result = await requestDeletion(
      stricter,
      { confirmationId, actor: ada, reason: 'old' },
      world.signal,
    );
    expect(result).toMatchObject({ outcome: 'forbidden', decision: { because: 'role', whoMay: [] } });
    expect(world.audit()).toMatchObject([{ kind: 'refusal', note: 'delete: role', reason: 'old' }]);
  });
});
