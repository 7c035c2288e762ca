import { describe, expect, it } from 'vitest';

import { untilPlaceholder } from './usage.ts';

describe('untilPlaceholder', () => {
  it.each([
    ['list [repository]', 'list '],
    ['delete <image> [now]', 'delete '],
    ['help', 'help'],
    ['<image>', ''],
  ])('of %j is %j', (usage, typed) => expect(untilPlaceholder(usage)).toBe(typed));
});
