import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { assertPageBuilt, PageNotBuiltError } from './built-page.ts';

describe('assertPageBuilt', () => {
  it('says how to build a page that is not there', async () => {
    const checking = assertPageBuilt(await makeTemporaryFolder());
    await expect(checking).rejects.toThrow(PageNotBuiltError);
    await expect(checking).rejects.toThrow(/npm start/);
  });
});
