import { describe, expect, it } from 'vitest';

import { isResourceId } from './resource-id.ts';

describe('isResourceId', () => {
  it.each(['crp9d0example', 'a', 'x'.repeat(50), 'a.b', 'A_b-c~d'])('accepts %s', (id) => {
    expect(isResourceId(id)).toBe(true);
  });

  it.each(['', '.', '..', '...', 'a/b', 'a b', 'a%2e', 'ä', 'a\n', 'x'.repeat(51)])('refuses "%s"', (id) => {
    expect(isResourceId(id)).toBe(false);
  });
});
