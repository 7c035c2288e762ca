import { checkTimeoutMs } from '../arguments.ts';
import type { Clock } from '../clock.ts';
import type { Credential } from '../credential.ts';
import { untilAborted } from '../deadline.ts';
import type { Logger } from '../logger.ts';
import type { RetryPolicy } from '../retry-options.ts';
import type { Telemetry } from '../telemetry.ts';
import { createAttempt } from './attempt.ts';
import { createAuth } from './auth.ts';
import type { AnswerStep, Call, Exchange, Send } from './exchange.ts';
import { createLog } from './log.ts';
import { createRetryBudget } from './retry-budget.ts';
import { createRetry } from './retry.ts';
import { createTrace } from './trace.ts';
import { createTransmit, type TransmitSettings } from './transmit.ts';

/** What every call of a client has in common. */
export interface PipelineSettings extends TransmitSettings {
  readonly credential: Credential | string | undefined;
  /** Below these URLs, which have no slash at their end, the token may be seen. */
  readonly baseUrls: readonly string[];
  readonly timeoutMs: number;
  readonly retry: RetryPolicy;
  readonly clock: Clock;
  readonly logger: Logger | undefined;
  readonly telemetry: Telemetry | undefined;
}

/**
 * Makes the one way in which a client talks to a service, step by step:
 *
 *     telemetry → log → retry → time limit → token → fetch and body
 *
 * The time limit is that of the attempt or what is left of the call's, whichever is less: one timer for both. A pause before
 * the next attempt is only made if it ends before the call must.
 *
 * A call rejects with CredentialError, ConnectionError, TimeoutError, ApiError, DecodeError or the caller's abort
 * reason.
 */
export function createPipeline(settings: PipelineSettings): Send {
  const { clock, retry } = settings;
  const auth = createAuth(settings.credential, settings.baseUrls, createTransmit(settings));
  // What callers bring may not end when its signal is aborted: a fetch in memory, for one.
  const isOwn = !settings.fetch && typeof (settings.credential ?? '') === 'string';
  const punctual: AnswerStep = isOwn
    ? auth
    : (exchange, signal) => untilAborted(signal, auth(exchange, signal));
  const attempt = createAttempt(clock, retry.attemptTimeoutMs, punctual);
  const repeated = createRetry(clock, createRetryBudget(), retry, attempt);
  const logged = createTrace(settings.logger && createLog(settings.logger, clock), repeated);
  const observed = createTrace(settings.telemetry, logged);

  return <T>(httpMethod: string, url: string, call: Call<T>): Promise<T> => {
    const { signal, timeoutMs = settings.timeoutMs } = call.options;
    const exchange: Exchange<T> = {
      call,
      httpMethod,
      url,
      headers: call.headers,
      timeoutMs,
      deadlineMs: clock.now() + checkTimeoutMs(timeoutMs),
      progress: { attempts: 0 },
    };
    return observed(exchange, signal);
  };
}
