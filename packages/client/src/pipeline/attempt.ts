import type { Clock } from '../clock.ts';
import { startDeadline } from '../deadline.ts';
import { parseJson } from '../decode.ts';
import { DecodeError } from '../errors/decode-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import { tell } from '../tell.ts';
import { factsOf, nameOf, type Answer, type AnswerStep, type Exchange, type Step } from './exchange.ts';
import { toRefusal } from './refusal.ts';

/**
 * Makes the step that is one attempt: it has a time of its own, but no longer than the call, and either gives what the
 * answer says or throws.
 *
 * It throws TimeoutError, ApiError for any status but 2xx, DecodeError for success that is not the schema, and what the
 * steps below throw.
 */
export function createAttempt(clock: Clock, attemptTimeoutMs: number, next: AnswerStep): Step {
  return async (exchange, signal) => {
    const { call, progress } = exchange;
    const ownMs = call.options.retry?.attemptTimeoutMs ?? attemptTimeoutMs;
    // The first attempt has the whole time: a look at the clock costs more than it would tell.
    const leftMs = progress.lastError ? Math.max(0, exchange.deadlineMs - clock.now()) : exchange.timeoutMs;
    const timeoutError = (): TimeoutError => {
      progress.over = leftMs <= ownMs;
      const timeoutMs = progress.over ? exchange.timeoutMs : ownMs;
      return new TimeoutError(
        `${nameOf(exchange)}${progress.over ? '' : ': an attempt'} took longer than ${timeoutMs} ms.`,
        timeoutMs,
        { ...factsOf(exchange), cause: progress.lastError },
      );
    };
    const deadline = startDeadline(clock, { timeoutMs: Math.min(ownMs, leftMs), signal }, timeoutError);
    try {
      return read(clock, exchange, await next(exchange, deadline.signal));
    } finally {
      deadline.end();
    }
  };
}

function read<T>(clock: Clock, exchange: Exchange<T>, answer: Answer): T {
  const { call, progress } = exchange;
  const { response, text } = answer;
  if (!response.ok) throw toRefusal(clock, exchange, answer);
  try {
    if (text === undefined) throw new DecodeError('is over 32 MiB', '');
    const json = parseJson(text);
    // An operation that failed is an answer of success.
    const value = call.decode(Object(json).error ? parseJson(text, progress.token) : json);
    const { onResponse } = call.options;
    if (onResponse) {
      void tell(() =>
        onResponse({ ...factsOf(exchange), httpStatus: response.status, headers: response.headers }),
      );
    }
    return value;
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const { message, pointer } = error;
    throw new DecodeError(
      `${nameOf(exchange)}: ${pointer && `${pointer} in `}the answer ${message}. Check the base URL.`,
      pointer,
      factsOf(exchange),
    );
  }
}
