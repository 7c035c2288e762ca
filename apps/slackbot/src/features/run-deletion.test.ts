import { describe, expect, it } from 'vitest';

import { createDeletionWorld, team } from '../../test/deletion-world.ts';
import { runDeletion } from './run-deletion.ts';

const images = ['i1', 'i2', 'i3', 'i4', 'i5', 'i6'].map((id) => ({
  name: 'reg/team/app',
  id,
  tags: [`t-${id}`],
}));
const [one] = images;
if (!one) throw new Error('There are no images.');

describe('runDeletion', () => {
  it('deletes every image, tells of it, and writes it into the audit', async () => {
    const world = createDeletionWorld(images);
    const request = await world.requested({ reason: 'old' });
    const seen: string[] = [];
    const ran = await runDeletion(
      world,
      { teamId: team, id: request.id },
      { onChange: ({ state }) => seen.push(state), signal: world.signal },
    );
    expect(ran).toMatchObject({ outcome: 'ran', request: { state: 'done' } });
    expect(world.service.images()).toEqual([]);
    expect([seen[0], seen.at(-1)]).toEqual(['running', 'done']);
    const kinds = world.audit().map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'request')).toHaveLength(6);
    expect(kinds.filter((kind) => kind === 'delete')).toHaveLength(6);
    expect(world.audit().at(-1)).toMatchObject({
      kind: 'outcome',
      outcome: 'deleted',
      operationId: expect.stringMatching(/./),
      reason: 'old',
      image: { digest: expect.stringMatching(/^sha256:/) },
    });
  });

  it('deletes once where it is called several times at once', async () => {
    const world = createDeletionWorld(images);
    const request = await world.requested();
    const outcomes = (await Promise.all([1, 2, 3].map(() => world.run(request)))).map(
      ({ outcome }) => outcome,
    );
    expect(outcomes.toSorted()).toEqual(['not-run', 'not-run', 'ran']);
    expect(world.orders()).toBe(6);
    expect(await world.run(request)).toEqual({ outcome: 'not-run' });
  });

  it('takes what somebody else has deleted for gone, and leaves what has changed', async () => {
    const world = createDeletionWorld(images);
    const request = await world.requested();
    world.service.removeImage('i1');
    world.service.addImage({ name: 'reg/team/app', id: 'i9', tags: ['t-i2'] });
    await world.run(request);
    expect(world.get(request).images.map(({ state }) => state)).toEqual([
      'gone',
      'changed',
      'deleted',
      'deleted',
      'deleted',
      'deleted',
    ]);
    expect(world.service.images().map(({ id }) => id)).toEqual(['i2', 'i9']);
  });

  it.each([
    ['refused', { kind: 'refusal', on: 'images.delete', status: 'FAILED_PRECONDITION', message: 'in use' }],
    ['refused', { kind: 'failedDeletion', status: 'FAILED_PRECONDITION', message: 'in use' }],
    ['failed', { kind: 'failedDeletion', status: 'INTERNAL', message: 'in use' }],
    ['failed', { kind: 'refusal', on: 'images.delete', status: 'UNAUTHENTICATED', message: 'in use' }],
    ['unknown', { kind: 'refusal', on: 'images.delete', status: 'DATA_LOSS', message: 'in use' }],
    ['failed', { kind: 'refusal', on: 'images.previewDelete', status: 'DATA_LOSS', message: 'in use' }],
  ] as const)('goes on with the other images where one is %s: %j', async (state, fault) => {
    const world = createDeletionWorld(images);
    const request = await world.requested();
    world.service.inject(fault);
    await world.run(request);
    const states = world.get(request).images.map((image) => image.state);
    expect(states.filter((each) => each === 'deleted')).toHaveLength(5);
    expect(world.get(request).images.find((image) => image.state === state)?.message).toContain('in use');
    expect(world.get(request).state).toBe('done');
    expect(world.audit().filter((line) => line.outcome === state)).toMatchObject([
      { note: expect.any(String) },
    ]);
  });

  it('leaves an image running while the registry cannot be reached, finds out later, and gives up at last', async () => {
    const world = createDeletionWorld([one]);
    const request = await world.requested();
    const giveBack = world.service.inject({ kind: 'refused', on: 'operations.get', times: 1000 });
    await world.run(request);
    expect(world.get(request)).toMatchObject({
      state: 'running',
      images: [{ state: 'running', message: expect.any(String), operation: expect.anything() }],
    });
    giveBack();
    await world.run(request);
    expect(world.get(request).images[0]).not.toHaveProperty('message');
    expect(world.get(request)).toMatchObject({ state: 'done', images: [{ state: 'deleted' }] });

    const lost = createDeletionWorld([one]);
    const hopeless = await lost.requested();
    lost.service.inject({ kind: 'refused', on: 'operations.get', times: 10_000 });
    await lost.run(hopeless);
    await lost.service.clock.advance(2 * 3_600_000);
    await lost.run(hopeless);
    expect(lost.get(hopeless)).toMatchObject({ state: 'done', images: [{ state: 'unknown' }] });
  });

  it('deletes once where the answer to the order got lost', async () => {
    const world = createDeletionWorld([one]);
    const request = await world.requested();
    world.service.inject({ kind: 'lost', on: 'images.delete' });
    await world.run(request);
    expect(world.get(request)).toMatchObject({ images: [{ state: 'deleted' }] });
    const keys = world.service.requests
      .filter(({ method }) => method === 'images.delete')
      .map(({ headers }) => headers.get('idempotency-key'));
    expect(keys).toEqual([`${request.id}-i1`, `${request.id}-i1`]);
  });

  it('does not begin what has waited for too long', async () => {
    const world = createDeletionWorld([one]);
    const request = await world.requested();
    await world.service.clock.advance(25 * 3_600_000);
    expect(await world.run(request)).toMatchObject({ outcome: 'expired', request: { state: 'expired' } });
    expect(world.audit().at(-1)).toMatchObject({ kind: 'expiry', image: { imageId: 'i1' } });
    expect(world.orders()).toBe(0);
  });

  it('stops when it is told to, and leaves the rest for later', async () => {
    const world = createDeletionWorld([one]);
    const request = await world.requested();
    const stopping = new AbortController();
    const key = { teamId: team, id: request.id };
    const running = runDeletion(world, key, {
      onChange: ({ images: [image] }) => {
        if (image?.operation) stopping.abort(new Error('stopping'));
      },
      signal: stopping.signal,
    });
    await expect(running).rejects.toThrow('stopping');
    expect(world.get(request)).toMatchObject({ state: 'running', images: [{ state: 'running' }] });
    expect(await world.run(request)).toMatchObject({ outcome: 'ran', request: { state: 'done' } });
    expect(world.orders()).toBe(1);
  });
});
