import { describe, expect, it } from 'vitest';

import { startDeadline } from './deadline.ts';

/** A clock that stands still; what it was asked to do stays there until it is called off. */
function createClock() {
  const tasks = new Set<() => void>();
  return {
    tasks,
    after(_ms: number, task: () => void) {
      tasks.add(task);
      return () => void tasks.delete(task);
    },
  };
}

describe('startDeadline', () => {
  it('aborts when the time is over', () => {
    const clock = createClock();
    using deadline = startDeadline(clock, 100);
    expect(deadline.signal.aborted).toBe(false);
    for (const task of clock.tasks) task();
    expect(deadline.signal.reason).toMatchObject({ name: 'TimeoutError' });
  });

  it('aborts with what it stands below, also if that has aborted already', () => {
    const controller = new AbortController();
    using before = startDeadline(createClock(), 100, controller.signal);
    controller.abort('enough');
    using after = startDeadline(createClock(), 100, controller.signal);
    expect([before.signal.reason, after.signal.reason]).toEqual(['enough', 'enough']);
  });

  it('leaves nothing behind', () => {
    const clock = createClock();
    const controller = new AbortController();
    const deadline = startDeadline(clock, 100, controller.signal);
    deadline[Symbol.dispose]();
    expect(clock.tasks.size).toBe(0);
    controller.abort();
    expect(deadline.signal.aborted).toBe(false);
  });
});
