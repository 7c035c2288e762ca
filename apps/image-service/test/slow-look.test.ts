import type { Clock } from '@registry-images/oci';
import { describe, expect, it } from 'vitest';

import { makeDeletions } from './deletions.ts';

/** A repository that takes longer to be looked at than anybody waits, until `finish` is called. */
async function makeSlow() {
  const waits: number[] = [];
  const clock: Clock = { now: () => 0, wait: async (ms) => void waits.push(ms) };
  const deletions = makeDeletions([], clock);
  const child = deletions.registry.put('app', { text: 'child', tags: ['v1'] });
  await deletions.read();
  const { promise, resolve: finish } = Promise.withResolvers<void>();
  deletions.registry.onRead = () => promise;
  return { ...deletions, child, waits, finish };
}

describe('a deletion in a repository that takes long to be looked at', () => {
  it('is accepted after a few seconds, and done once it has been looked at', async () => {
    const { registry, operations, accept, child, waits, finish } = await makeSlow();
    const { id } = await accept(child);
    expect(waits).toEqual([5000]);
    expect(registry.deleted).toEqual([]);
    finish();
    await operations.drain();
    expect(operations.get(id)?.error).toBeUndefined();
    expect(registry.deleted).toEqual([child]);
  });

  it('ends with what that look finds to be in its way', async () => {
    const { registry, operations, accept, child, finish } = await makeSlow();
    registry.put('app', { text: 'index', tags: ['multi'], children: [child] });
    const { id } = await accept(child);
    finish();
    await operations.drain();
    expect(operations.get(id)?.error).toMatchObject({
      details: [{ violations: [expect.objectContaining({ type: 'REFERENCED' })] }],
    });
    expect(registry.deleted).toEqual([]);
  });
});
