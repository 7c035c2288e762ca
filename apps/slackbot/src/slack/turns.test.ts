import { describe, expect, it } from 'vitest';

import { createTurns } from './turns.ts';

describe('createTurns', () => {
  it('lets in so many, and the next as soon as one has ended, but nobody who has gone away', async () => {
    const turns = createTurns(1);
    const inside: string[] = [];
    const end = await turns.take();
    const leaving = new AbortController();
    const left = turns.take(leaving.signal);
    const second = turns.take().then((endSecond) => {
      inside.push('second');
      return endSecond;
    });
    leaving.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    expect(inside).toEqual([]);
    end();
    const endSecond = await second;
    endSecond();
    (await turns.take())();
    expect(inside).toEqual(['second']);
    await expect(turns.take(leaving.signal)).rejects.toThrow('gone');
  });
});
