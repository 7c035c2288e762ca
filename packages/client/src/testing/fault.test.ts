import { describe, expect, it } from 'vitest';

import { createFaultQueue, type Fault } from './fault.ts';

const refusal = (scope: Partial<Fault & { kind: 'refusal' }> = {}): Fault => ({
  kind: 'refusal',
  status: 'UNAVAILABLE',
  ...scope,
});

describe('createFaultQueue', () => {
  it('is for one request of any method, unless more is said', () => {
    const faults = createFaultQueue();
    const fault = refusal();
    faults.add(fault);
    expect([faults.take('images.get'), faults.take('images.get')]).toEqual([fault, undefined]);
  });

  it('waits for its method, spares the first, and counts', () => {
    const faults = createFaultQueue();
    const fault = refusal({ on: 'images.list', after: 1, times: 2 });
    faults.add(fault);
    expect(faults.take('images.get')).toBeUndefined();
    const taken = [1, 2, 3, 4].map(() => faults.take('images.list'));
    expect(taken).toEqual([undefined, fault, fault, undefined]);
  });

  it('takes of several that fit the one that was added first', () => {
    const faults = createFaultQueue();
    const [first, second] = [refusal({ times: 2 }), refusal({ status: 'INTERNAL' })];
    faults.add(first);
    faults.add(second);
    expect([1, 2, 3, 4].map(() => faults.take('images.get'))).toEqual([first, first, second, undefined]);
  });

  it('goes on without end until it is taken back', () => {
    const faults = createFaultQueue();
    const takeBack = faults.add(refusal({ times: Infinity }));
    expect([1, 2, 3].every(() => faults.take('images.get') !== undefined)).toBe(true);
    takeBack();
    takeBack();
    expect(faults.take('images.get')).toBeUndefined();
  });

  it('keeps an empty page for lists, and a failed deletion for deletions', () => {
    const faults = createFaultQueue();
    faults.add({ kind: 'failedDeletion', status: 'ABORTED' });
    faults.add({ kind: 'emptyPage' });
    expect([faults.take('images.get'), faults.take('operations.get')]).toEqual([undefined, undefined]);
    expect(faults.take('images.list')).toEqual({ kind: 'emptyPage' });
    expect(faults.take('images.delete')).toMatchObject({ kind: 'failedDeletion' });
  });

  it.each([{ times: 0 }, { times: -1 }, { times: Number.NaN }, { after: -1 }])('refuses %j', (scope) => {
    expect(() => createFaultQueue().add(refusal(scope))).toThrow(RangeError);
  });
});
