import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { CredentialError } from '../errors/credential-error.ts';
import { createFakeClock } from '../testing/index.ts';
import { credentialSettings } from './credential-options.ts';
import { createCachedCredential, type FetchedToken } from './token-cache.ts';

const { signal } = new AbortController();
const hour = 3_600_000;
const isOut = new CredentialError('IAM is out.', { retryable: true });

describe('createCachedCredential', () => {
  it('never gives a token that is expired or was rejected, and never asks twice at once, whatever happens', async () => {
    const happenings = fc.array(
      fc.oneof(
        fc.constantFrom('want', 'reject', 'give', 'fail'),
        fc.integer({ min: 0, max: 2 * hour }).map((ms) => ({ ms })),
      ),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(happenings, async (events) => {
        const clock = createFakeClock({ manual: true });
        const expiresAtMs: Record<string, number> = {};
        const open = new Set<{ give(): void; fail(): void }>();
        const wrong: string[] = [];
        const answers: Promise<unknown>[] = [];
        let latest: string | undefined;
        let tokens = 0;

        const fetchToken = (fetchSignal: AbortSignal): Promise<FetchedToken> => {
          if (open.size > 0) wrong.push('asked twice at once');
          const { promise, resolve, reject } = Promise.withResolvers<FetchedToken>();
          const request = {
            give() {
              tokens += 1;
              const token = `t${tokens}`;
              expiresAtMs[token] = clock.now() + 3 * hour;
              resolve({ token, expiresAtMs: clock.now() + 3 * hour });
            },
            fail: () => reject(isOut),
          };
          open.add(request);
          fetchSignal.addEventListener('abort', () => request.fail());
          return promise.finally(() => open.delete(request));
        };
        const credential = createCachedCredential(credentialSettings({ clock }, 'c'), { fetchToken });
        const want = async (rejected?: string): Promise<void> => {
          try {
            const token = await credential.getToken({ signal, ...(rejected && { rejected }) });
            if (clock.now() >= (expiresAtMs[token] ?? 0)) wrong.push(`gave ${token}, which is expired`);
            if (token === rejected) wrong.push(`gave ${token}, which was rejected`);
            latest = token;
          } catch (error) {
            if (!(error instanceof CredentialError)) wrong.push(String(error));
          }
        };

        for (const event of events) {
          if (event === 'want') answers.push(want());
          else if (event === 'reject') answers.push(want(latest));
          else if (event === 'give') open.forEach((request) => request.give());
          else if (event === 'fail') open.forEach((request) => request.fail());
          else if (typeof event === 'object') await clock.advance(event.ms);
          await clock.advance(0);
        }
        await clock.advance(10_000);
        await Promise.all(answers);
        expect(wrong).toEqual([]);
      }),
    );
  });
});
