import { getEventListeners } from 'node:events';

import { describe, expect, it } from 'vitest';

import { CredentialError } from '../errors/credential-error.ts';
import { createFakeClock } from '../testing/index.ts';
import { credentialSettings } from './credential-options.ts';
import { createCachedCredential, type FetchedToken } from './token-cache.ts';

const { signal } = new AbortController();
const minute = 60_000;
const hour = 60 * minute;
const isOut = new CredentialError('IAM is out.', { retryable: true });

/** A source that answers when it is told to, and a credential that keeps what it gives. */
function setUp({ lifeMs = 12 * hour, maxAgeMs = hour } = {}) {
  const clock = createFakeClock({ manual: true });
  const pending: { readonly signal: AbortSignal; give(token?: string): void; fail(): void }[] = [];
  let asked = 0;
  const settings = credentialSettings({ clock }, 'test credential');
  const credential = createCachedCredential(settings, {
    maxAgeMs,
    fetchToken(fetchSignal) {
      const { promise, resolve, reject } = Promise.withResolvers<FetchedToken>();
      asked += 1;
      const number = asked;
      pending.push({
        signal: fetchSignal,
        give: (token = `t${number}`) => resolve({ token, expiresAtMs: clock.now() + lifeMs }),
        fail: () => reject(isOut),
      });
      return promise;
    },
  });
  const next = () => {
    const request = pending.shift();
    if (!request) throw new Error('No token is asked for.');
    return request;
  };
  return {
    clock,
    credential,
    next,
    asked: () => asked,
    get: (rejected?: string) => credential.getToken({ signal, ...(rejected !== undefined && { rejected }) }),
    /** Lets all happen that waits for nothing but promises. */
    settle: () => clock.advance(0),
  };
}

/** The same, with a first token that has been got. */
async function setUpWithToken(options: Parameters<typeof setUp>[0] = {}) {
  const parts = setUp(options);
  const first = parts.get();
  parts.next().give();
  await first;
  return parts;
}

describe('createCachedCredential', () => {
  it('asks for nothing before it is asked', () => {
    expect(setUp().asked()).toBe(0);
  });

  it('asks once, however many want a token', async () => {
    const { get, next, asked } = setUp();
    const tokens = Promise.all(Array.from({ length: 1000 }, () => get()));
    next().give();
    expect(new Set(await tokens)).toEqual(new Set(['t1']));
    expect(asked()).toBe(1);
  });

  it('asks once for a thousand who find the token expired', async () => {
    const { get, next, asked, clock } = await setUpWithToken();
    await clock.advance(12 * hour);
    const tokens = Promise.all(Array.from({ length: 1000 }, () => get()));
    next().give();
    expect(new Set(await tokens)).toEqual(new Set(['t2']));
    expect(asked()).toBe(2);
  });

  it('gives the token it has for an hour without asking', async () => {
    const { get, asked, clock } = await setUpWithToken();
    await clock.advance(hour - 1);
    await expect(get()).resolves.toBe('t1');
    expect(asked()).toBe(1);
  });

  it('then gives it while it asks for a new one, once', async () => {
    const { get, next, asked, clock, settle } = await setUpWithToken();
    await clock.advance(hour);
    await expect(Promise.all([get(), get()])).resolves.toEqual(['t1', 't1']);
    expect(asked()).toBe(2);
    next().give();
    await settle();
    await expect(get()).resolves.toBe('t2');
    expect(asked()).toBe(2);
  });

  it('replaces a token 15 minutes before its end, or in the last quarter of a short life', async () => {
    const lives = [
      { lifeMs: hour, replacedAfterMs: 45 * minute },
      { lifeMs: 4 * minute, replacedAfterMs: 3 * minute },
    ];
    for (const { lifeMs, replacedAfterMs } of lives) {
      const { get, asked, clock } = await setUpWithToken({ lifeMs });
      await clock.advance(replacedAfterMs - 1);
      await get();
      expect(asked()).toBe(1);
      await clock.advance(1);
      await expect(get()).resolves.toBe('t1');
      expect(asked()).toBe(2);
    }
  });

  it('keeps a good token when it cannot get a new one, and tries again after half a minute', async () => {
    const { get, next, asked, clock, settle } = await setUpWithToken();
    await clock.advance(hour);
    await get();
    next().fail();
    await settle();
    await expect(get()).resolves.toBe('t1');
    expect(asked()).toBe(2);
    await clock.advance(minute / 2);
    await expect(get()).resolves.toBe('t1');
    expect(asked()).toBe(3);
  });

  it('says why there is none once the token has expired, to everybody who waits, and then tries again', async () => {
    const { get, next, asked, clock } = await setUpWithToken();
    await clock.advance(12 * hour);
    const failed = Promise.allSettled([get(), get()]);
    next().fail();
    const rejection = { status: 'rejected', reason: isOut };
    expect(await failed).toEqual([rejection, rejection]);
    expect(asked()).toBe(2);
    const again = get();
    next().give();
    await expect(again).resolves.toBe('t3');
  });

  it('waits for the request that is under way when the token expires meanwhile', async () => {
    const { get, next, asked, clock } = await setUpWithToken();
    await clock.advance(12 * hour - 1);
    await expect(get()).resolves.toBe('t1');
    await clock.advance(1);
    const second = get();
    next().give();
    await expect(second).resolves.toBe('t2');
    expect(asked()).toBe(2);
  });

  it('replaces a token that was rejected, once, however many were rejected with it', async () => {
    const { get, next, asked } = await setUpWithToken();
    const replaced = Promise.all(Array.from({ length: 1000 }, () => get('t1')));
    next().give();
    expect(new Set(await replaced)).toEqual(new Set(['t2']));
    await expect(get('t1')).resolves.toBe('t2');
    expect(asked()).toBe(2);
  });

  it('forgets a rejected token even where it cannot get another', async () => {
    const { get, next } = await setUpWithToken();
    const failed = get('t1');
    next().fail();
    await expect(failed).rejects.toBe(isOut);
    const again = get();
    next().give();
    await expect(again).resolves.toBe('t3');
  });

  it('gives a rejected token again if there is no other', async () => {
    const { get, next } = await setUpWithToken();
    const again = get('t1');
    next().give('t1');
    await expect(again).resolves.toBe('t1');
  });

  it('gives up a request after ten seconds, as a failure that may pass', async () => {
    const { get, next, clock } = setUp();
    const late = get();
    const request = next();
    const settled = Promise.allSettled([late]);
    await clock.advance(10_000);
    expect(await settled).toMatchObject([
      {
        reason: {
          code: 'CREDENTIAL',
          retryable: true,
          message: 'test credential: there was no token after 10000 ms.',
        },
      },
    ]);
    expect(request.signal.aborted).toBe(true);
    expect(clock.sleeping()).toBe(0);
  });

  it('lets one who aborts go, and not the others', async () => {
    const { get, next, credential } = setUp();
    const controller = new AbortController();
    const impatient = credential.getToken({ signal: controller.signal });
    const patient = get();
    controller.abort('enough');
    await expect(impatient).rejects.toBe('enough');
    const request = next();
    expect(request.signal.aborted).toBe(false);
    request.give();
    await expect(patient).resolves.toBe('t1');
  });

  it('abandons a request that nobody waits for any more, and asks anew for whoever comes next, however soon', async () => {
    for (let ticks = 0; ticks < 20; ticks += 1) {
      const { get, next, credential, clock, settle } = setUp();
      const controller = new AbortController();
      const impatient = Promise.allSettled([credential.getToken({ signal: controller.signal })]);
      const abandoned = next();
      controller.abort('enough');
      for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
      const token = get();
      await settle();
      const asked = abandoned.signal.aborted ? next() : abandoned;
      asked.give('t');
      await expect(token).resolves.toBe('t');
      expect(await impatient).toEqual([{ status: 'rejected', reason: 'enough' }]);
      expect(clock.sleeping()).toBe(0);
    }
  });

  it('hangs up on an endpoint for which nobody waits any more', async () => {
    const { next, credential, settle } = setUp();
    const controller = new AbortController();
    const impatient = credential.getToken({ signal: controller.signal });
    controller.abort('enough');
    await expect(impatient).rejects.toBe('enough');
    await settle();
    expect(next().signal.aborted).toBe(true);
  });

  it('asks for nothing on behalf of one who has aborted', async () => {
    const { credential, asked } = setUp();
    await expect(credential.getToken({ signal: AbortSignal.abort('enough') })).rejects.toBe('enough');
    expect(asked()).toBe(0);
  });

  it('leaves nothing behind: no listener, no timer', async () => {
    const { get, next, clock } = setUp();
    const tokens = Promise.all(Array.from({ length: 50 }, () => get()));
    expect(getEventListeners(signal, 'abort')).toHaveLength(50);
    next().give();
    await tokens;
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(clock.sleeping()).toBe(0);
  });
});
