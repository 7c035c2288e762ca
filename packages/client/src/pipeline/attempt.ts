import type { Clock } from '../clock.ts';
import { withDeadline } from '../deadline.ts';
import { parseJson } from '../decode.ts';
import { DecodeError } from '../errors/decode-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import { nameOf, type Answer, type AnswerStep, type Exchange, type Step } from './exchange.ts';
import { toApiError } from './refusal.ts';

/**
 * Makes the step that is one attempt: it has a time of its own, and either gives what the answer says or throws. It ends
 * when its signal is aborted, whatever the steps below do.
 *
 * It throws TimeoutError, ApiError for any status but 2xx, DecodeError for success that is not the schema, and what the
 * steps below throw.
 */
export function createAttempt(clock: Clock, attemptTimeoutMs: number, next: AnswerStep): Step {
  return (exchange, signal) => {
    const timeoutMs = exchange.call.options.retry?.attemptTimeoutMs ?? attemptTimeoutMs;
    const timeoutError = (): TimeoutError =>
      new TimeoutError(
        `${nameOf(exchange)}: an attempt took longer than ${timeoutMs} ms.`,
        timeoutMs,
        exchange.facts,
      );
    return withDeadline(clock, { timeoutMs, signal }, timeoutError, async (attempt) =>
      read(clock, exchange, await next(exchange, attempt)),
    );
  };
}

function read<T>(clock: Clock, exchange: Exchange<T>, answer: Answer): T {
  const { call, facts } = exchange;
  const { httpStatus, headers, text } = answer;
  if (httpStatus < 200 || httpStatus > 299) throw toApiError(clock, nameOf(exchange), answer, facts);
  try {
    const value = call.decode(parseJson(text));
    call.options.onResponse?.({ ...facts, httpStatus, headers });
    return value;
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const { message, pointer, cause } = error;
    throw new DecodeError(`${nameOf(exchange)}: ${message}`, pointer, { ...facts, cause });
  }
}
