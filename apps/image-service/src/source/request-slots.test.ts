import { describe, expect, it } from 'vitest';

import { createRequestSlots } from './request-slots.ts';

/** A task that goes on until it is told to end, and says when it began. */
function makeTask(name: string, begun: string[]) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const run = () => {
    begun.push(name);
    return promise;
  };
  return { run, end: () => resolve(name), fail: () => reject(new Error(name)) };
}

describe('createRequestSlots', () => {
  it('runs no more at once than there are slots, urgent tasks first', async () => {
    const begun: string[] = [];
    const slots = createRequestSlots(2);
    const [a, b, c, d] = [
      makeTask('a', begun),
      makeTask('b', begun),
      makeTask('c', begun),
      makeTask('d', begun),
    ] as const;
    const first = slots.run(a.run, false);
    const others = [slots.run(b.run, false), slots.run(c.run, false), slots.run(d.run, true)];
    expect(begun).toEqual(['a', 'b']);
    a.end();
    expect(await first).toBe('a');
    expect(begun).toEqual(['a', 'b', 'd']);
    for (const task of [b, c, d]) task.end();
    expect(await Promise.all(others)).toEqual(['b', 'c', 'd']);
  });

  it('frees the slot of a task that fails', async () => {
    const begun: string[] = [];
    const slots = createRequestSlots(1);
    const [a, b] = [makeTask('a', begun), makeTask('b', begun)] as const;
    const failing = slots.run(a.run, false);
    const waiting = slots.run(b.run, false);
    a.fail();
    b.end();
    await expect(failing).rejects.toThrow('a');
    expect(await waiting).toBe('b');
  });
});
