import { sleep, type Clock } from '../clock.ts';
import { isApiError } from '../errors/api-error.ts';
import { ImagesError } from '../errors/images-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import { toRetryPolicy, type RetryPolicy } from '../retry-options.ts';
import type { Step } from './exchange.ts';
import type { RetryBudget } from './retry-budget.ts';

/** What repeating takes from the budget, and what a call that needs none of it gives back. */
const price = 5;
const priceAfterTimeout = 10;
const reward = 1;

/**
 * Makes the step that repeats what failed in a way that may pass. Every request of the API may be repeated: a deletion
 * has an Idempotency-Key.
 */
export function createRetry(clock: Clock, budget: RetryBudget, defaults: RetryPolicy, next: Step): Step {
  return async (exchange, signal) => {
    const { retry } = exchange.call.options;
    const policy = retry ? toRetryPolicy(retry, defaults) : defaults;
    let paid = reward;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const result = await next(exchange, signal);
        budget.give(paid);
        return result;
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof ImagesError) || !mayPass(error) || attempt >= policy.maxAttempts) throw error;
        const delayMs = pauseMs(clock, policy, attempt, error);
        // A pause to the end and an error that says nothing but that the time is up would help nobody.
        if (exchange.progress.over || clock.now() + delayMs >= exchange.deadlineMs) throw error;
        paid = error instanceof TimeoutError ? priceAfterTimeout : price;
        if (!budget.take(paid)) throw error;
        exchange.progress.lastError = error;
        exchange.onRetry?.(error, delayMs);
        await sleep(clock, delayMs, signal);
      }
    }
  };
}

/** A service that is asked too much is asked again only if it says when. */
function mayPass(error: ImagesError): boolean {
  if (!error.retryable) return false;
  return !isApiError(error) || error.status !== 'RESOURCE_EXHAUSTED' || error.retryAfterMs !== undefined;
}

function pauseMs(clock: Clock, policy: RetryPolicy, attempt: number, error: ImagesError): number {
  const boundMs = Math.min(policy.maxDelayMs, policy.firstDelayMs * 2 ** (attempt - 1));
  const askedMs = isApiError(error) ? (error.retryAfterMs ?? 0) : 0;
  return askedMs + clock.random() * boundMs;
}
