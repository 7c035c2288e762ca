import { describe, expect, it } from 'vitest';

import { createCoalescer } from './coalescer.ts';

/** A coalescer of lists of words, whose runs end when they are told to. */
function makeCoalescer() {
  const begun: string[] = [];
  const ends: PromiseWithResolvers<string>[] = [];
  const run = createCoalescer<string[], string>(
    (key, words) => {
      begun.push(`${key}: ${words.join(' ')}`);
      const end = Promise.withResolvers<string>();
      ends.push(end);
      return end.promise;
    },
    (one, other) => [...one, ...other],
  );
  return { begun, ends, run };
}

describe('createCoalescer', () => {
  it('runs different keys side by side', () => {
    const { run, begun } = makeCoalescer();
    void run('a', ['1']);
    void run('b', ['2']);
    expect(begun).toEqual(['a: 1', 'b: 2']);
  });

  it('gives all who ask while it runs one run after it', async () => {
    const { run, begun, ends } = makeCoalescer();
    const first = run('a', ['1']);
    const later = [run('a', ['2']), run('a', ['3'])];
    expect(begun).toEqual(['a: 1']);
    ends[0]?.resolve('one');
    expect(await first).toBe('one');
    expect(begun).toEqual(['a: 1', 'a: 2 3']);
    ends[1]?.resolve('two');
    expect(await Promise.all(later)).toEqual(['two', 'two']);
  });

  it('goes on after a failure, which only those see whose run it was', async () => {
    const { run, ends } = makeCoalescer();
    const first = run('a', ['1']);
    const second = run('a', ['2']);
    ends[0]?.reject(new Error('no'));
    await expect(first).rejects.toThrow('no');
    ends[1]?.resolve('two');
    expect(await second).toBe('two');
    const third = run('a', ['3']);
    ends[2]?.resolve('three');
    expect(await third).toBe('three');
  });
});
