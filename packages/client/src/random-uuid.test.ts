import { describe, expect, it } from 'vitest';

import { randomUuid } from './random-uuid.ts';

describe('randomUuid', () => {
  it('makes UUIDs of version 4, each another one', () => {
    const uuids = Array.from({ length: 500 }, randomUuid);
    for (const uuid of uuids) {
      expect(uuid).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    }
    expect(new Set(uuids).size).toBe(uuids.length);
  });
});
