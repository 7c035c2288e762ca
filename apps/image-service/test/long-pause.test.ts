import { startOddServer } from '@registry-images/testing';
import { expect, describe, it } from 'vitest';

import { hastyClock } from './step-clock.ts';
import { makeSyncedSource } from './synced-source.ts';

describe('a registry that asks for a pause of weeks', () => {
  it('is asked again after half an hour', async () => {
    const { origin } = await startOddServer({
      'GET /v2/_catalog?n=1000': { status: 503, headers: { 'retry-after': '9999999' } },
    });
    const { sweep, clock } = makeSyncedSource({ kind: 'distribution', url: origin }, hastyClock);
    await sweep();
    expect(await clock.waiting()).toBe(30 * 60_000);
  });
});
