import { describe, expect, it } from 'vitest';

import { createPausingClock } from '../../test/pausing-clock.ts';
import { OciError, type OciErrorFacts } from '../error.ts';
import { withRetries } from './retry.ts';

const busy = (facts: OciErrorFacts = {}) => new OciError('UNREACHABLE', 'busy', facts);

/** An attempt that fails in these ways and then succeeds, and what became of it. */
async function attempted(
  failures: readonly Error[],
  { random = () => 0.5, signal }: { random?: () => number; signal?: AbortSignal } = {},
) {
  const clock = createPausingClock();
  let attempts = 0;
  const settings = { clock, random, tries: 3, maxRetryAfterMs: 30_000 };
  const outcome = await withRetries(settings, signal, async () => {
    const failure = failures[attempts];
    attempts += 1;
    if (failure) throw failure;
    return 'done';
  }).catch((error: unknown) => error);
  return { outcome, attempts, pauses: clock.pauses };
}

describe('withRetries', () => {
  it('does it once where that is enough', async () => {
    expect(await attempted([])).toEqual({ outcome: 'done', attempts: 1, pauses: [] });
  });

  it('tries three times, after random pauses up to a limit that doubles', async () => {
    expect(await attempted([busy(), busy()])).toEqual({ outcome: 'done', attempts: 3, pauses: [250, 500] });
    expect((await attempted([busy(), busy()], { random: () => 0 })).pauses).toEqual([0, 0]);
  });

  it('gives up after the third, with its error', async () => {
    const last = busy({ status: 503 });
    expect(await attempted([busy(), busy(), last])).toEqual({
      outcome: last,
      attempts: 3,
      pauses: [250, 500],
    });
  });

  it.each([408, 429, 500, 502, 503, 504])('tries again after %d', async (status) => {
    expect((await attempted([busy({ status })])).outcome).toBe('done');
  });

  it.each([
    busy({ status: 505 }),
    new OciError('TIMEOUT', 'slow'),
    new OciError('REFUSED', 'no', { status: 400 }),
    new Error('unknown'),
  ])('does not try again after %o', async (error) => {
    expect(await attempted([error])).toEqual({ outcome: error, attempts: 1, pauses: [] });
  });

  it('waits as long as it is asked to', async () => {
    const limited = new OciError('RATE_LIMITED', 'slower', { status: 429, retryAfterMs: 7000 });
    expect((await attempted([limited])).pauses).toEqual([7000]);
    expect((await attempted([busy({ status: 503, retryAfterMs: 1 })])).pauses).toEqual([250]);
  });

  it('does not wait for longer than it may', async () => {
    const limited = new OciError('RATE_LIMITED', 'tomorrow', { status: 429, retryAfterMs: 30_001 });
    expect(await attempted([limited])).toEqual({ outcome: limited, attempts: 1, pauses: [] });
  });

  it('stops where it is told to, with the reason', async () => {
    const reason = new Error('enough');
    const { outcome, attempts } = await attempted([busy()], { signal: AbortSignal.abort(reason) });
    expect({ outcome, attempts }).toEqual({ outcome: reason, attempts: 1 });
  });
});
