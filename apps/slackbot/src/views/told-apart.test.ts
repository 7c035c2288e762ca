import { describe, expect, it } from 'vitest';

import { toldApart } from './told-apart.ts';

describe('toldApart', () => {
  it('leaves names as they are that differ', () => {
    expect(toldApart(['app', 'base'])).toEqual(['app', 'base']);
  });

  it('numbers those that do not, or not as far as they are said', () => {
    expect(toldApart(['app', 'base', 'app'])).toEqual(['1. app', 'base', '3. app']);
    expect(toldApart(['application-a', 'application-b'], 6)).toEqual(['1. ap…', '2. ap…']);
  });
});
