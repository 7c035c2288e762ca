import { describe, expect, it } from 'vitest';

import { nearest } from './did-you-mean.ts';

const words = ['protectedTags', 'events', 'id', 'url'];

describe('nearest', () => {
  it.each([
    ['protectedTag', 'protectedTags'],
    ['protected_tags', 'protectedTags'],
    ['event', 'events'],
    ['ID', 'id'],
    ['uri', 'url'],
    ['quota', undefined],
    ['', undefined],
  ])('of %j is %j', (word, meant) => {
    expect(nearest(word, words)).toBe(meant);
  });
});
