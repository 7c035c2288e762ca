import type { Clock } from '../clock.ts';
import { withDeadline } from '../deadline.ts';
import { parseJson } from '../decode.ts';
import { DecodeError, decodeOr } from '../errors/decode-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import { tell } from '../tell.ts';
import { factsOf, nameOf, type Answer, type AnswerStep, type Exchange, type Step } from './exchange.ts';
import { toApiError } from './refusal.ts';

/**
 * Makes the step that is one attempt: it has a time of its own, but no longer than the call, and either gives what the
 * answer says or throws. It ends when its signal is aborted, whatever the steps below do.
 *
 * It throws TimeoutError, ApiError for any status but 2xx, DecodeError for success that is not the schema, and what the
 * steps below throw.
 */
export function createAttempt(clock: Clock, attemptTimeoutMs: number, next: AnswerStep): Step {
  return (exchange, signal) => {
    const { call, progress } = exchange;
    const ownMs = call.options.retry?.attemptTimeoutMs ?? attemptTimeoutMs;
    const leftMs = Math.max(0, exchange.deadlineMs - clock.now());
    const timeoutError = (): TimeoutError => {
      progress.over = leftMs <= ownMs;
      const timeoutMs = progress.over ? exchange.timeoutMs : ownMs;
      return new TimeoutError(
        `${nameOf(exchange)}${progress.over ? '' : ': an attempt'} took longer than ${timeoutMs} ms.`,
        timeoutMs,
        { ...factsOf(exchange), cause: progress.lastError },
      );
    };
    return withDeadline(clock, { timeoutMs: Math.min(ownMs, leftMs), signal }, timeoutError, (attempt) =>
      next(exchange, attempt).then((answer) => read(clock, exchange, answer)),
    );
  };
}

function read<T>(clock: Clock, exchange: Exchange<T>, answer: Answer): T {
  const { decode, options } = exchange.call;
  const { ok, status, headers } = answer.response;
  if (!ok) throw toApiError(clock, exchange, answer);
  return decodeOr(
    () => {
      if (answer.text === undefined) throw new DecodeError('has more than 32 MiB', '');
      const json = parseJson(answer.text);
      // An operation that failed is an answer of success.
      const { error } = Object(json);
      const value = decode(error ? parseJson(answer.text, exchange.progress.token) : json);
      const { onResponse } = options;
      if (onResponse) void tell(() => onResponse({ ...factsOf(exchange), httpStatus: status, headers }));
      return value;
    },
    ({ message, pointer }) => {
      throw new DecodeError(
        `${nameOf(exchange)}: ${pointer && `${pointer} in `}the answer ${message}. Check the base URL.`,
        pointer,
        factsOf(exchange),
      );
    },
  );
}
