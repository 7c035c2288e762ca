import type { Clock } from '../clock.ts';
import type { Credential } from '../credential.ts';
import { withDeadlineSignal } from '../deadline.ts';
import type { ImagesError } from '../errors/images-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import type { Logger } from '../logger.ts';
import type { RetryPolicy } from '../retry-options.ts';
import type { Telemetry } from '../telemetry.ts';
import { createAttempt } from './attempt.ts';
import { createAuth } from './auth.ts';
import { nameOf, type Call, type Exchange, type Send } from './exchange.ts';
import { createLog } from './log.ts';
import { createRetryBudget } from './retry-budget.ts';
import { createRetry } from './retry.ts';
import { createTrace } from './trace.ts';
import { createTransmit } from './transmit.ts';

/** What every call of a client has in common. */
export interface PipelineSettings {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly credential: Credential | undefined;
  /** The origins that may see the token. */
  readonly origins: ReadonlySet<string>;
  readonly userAgent: string;
  readonly timeoutMs: number;
  readonly retry: RetryPolicy;
  readonly clock: Clock;
  readonly logger: Logger | undefined;
  readonly telemetry: Telemetry | undefined;
}

/**
 * Makes the one way in which a client talks to a service, step by step:
 *
 *     deadline of the call → telemetry → log → retry → deadline of an attempt → token → body → fetch
 *
 * A call rejects with CredentialError, ConnectionError, TimeoutError, ApiError, DecodeError or the caller's abort
 * reason.
 */
export function createPipeline(settings: PipelineSettings): Send {
  const { clock, retry } = settings;
  const auth = createAuth(settings.credential, settings.origins, createTransmit(settings));
  const attempt = createAttempt(clock, retry.attemptTimeoutMs, auth);
  const repeated = createRetry(clock, createRetryBudget(), retry, attempt);
  const observed = createTrace(settings.telemetry, createLog(settings.logger, clock, repeated));

  return <T>(
    { method, url }: { readonly method: string; readonly url: string },
    call: Call<T>,
  ): Promise<T> => {
    const { signal, timeoutMs = settings.timeoutMs } = call.options;
    let lastError: ImagesError | undefined;
    const exchange: Exchange<T> = {
      call,
      httpMethod: method,
      url,
      headers: {
        ...(call.idempotencyKey !== undefined && { 'idempotency-key': call.idempotencyKey }),
        ...(call.ifMatch !== undefined && { 'if-match': call.ifMatch }),
      },
      deadlineMs: clock.now() + timeoutMs,
      onRetry(error) {
        lastError = error;
      },
      facts: { attempts: 0, httpStatus: undefined, requestId: undefined, serverTraceId: undefined },
    };
    const timeoutError = (): TimeoutError =>
      new TimeoutError(`${nameOf(exchange)} took longer than ${timeoutMs} ms.`, timeoutMs, {
        ...exchange.facts,
        ...(lastError && { cause: lastError }),
      });
    return withDeadlineSignal(clock, { timeoutMs, ...(signal && { signal }) }, timeoutError, (deadline) =>
      observed(exchange, deadline),
    );
  };
}
