import { describe, expect, it } from 'vitest';

import { createRecentList, setRecent } from './recent.ts';

describe('createRecentList', () => {
  it('keeps the latest items, and replaces those that it still has', () => {
    const list = createRecentList<string>(2);
    const replaceFirst = list.add('a');
    const replaceSecond = list.add('b');
    list.add('c');
    replaceFirst('A');
    replaceSecond('B');
    expect(list.items).toEqual(['B', 'c']);
  });
});

describe('setRecent', () => {
  it('drops what was set longest ago', () => {
    const map = new Map<string, number>();
    for (const [index, key] of ['a', 'b', 'a', 'c'].entries()) setRecent(map, key, index, 2);
    expect([...map]).toEqual([
      ['a', 2],
      ['c', 3],
    ]);
  });
});
