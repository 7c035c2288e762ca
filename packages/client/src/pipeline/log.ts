import type { Clock } from '../clock.ts';
import { isApiError } from '../errors/api-error.ts';
import { isImagesError } from '../errors/images-error.ts';
import type { LogEntry, Logger } from '../logger.ts';
import { withoutQuery, type Step } from './exchange.ts';

/** Makes the step that tells a logger how calls end, and what is repeated. */
export function createLog(logger: Logger | undefined, clock: Clock, next: Step): Step {
  if (!logger) return next;
  return async (exchange, signal) => {
    const startMs = clock.now();
    const { call, httpMethod, facts } = exchange;
    const log = (what: Pick<LogEntry, 'level' | 'message' | 'delayMs'>, error?: unknown): void =>
      logger({
        ...what,
        method: call.method,
        httpMethod,
        url: withoutQuery(exchange.url),
        durationMs: clock.now() - startMs,
        ...facts,
        ...(isImagesError(error) && { errorCode: error.code }),
        ...(isApiError(error) && { status: error.status }),
      });
    let result;
    try {
      result = await next(
        {
          ...exchange,
          onRetry(error, delayMs) {
            log({ level: 'info', message: 'attempt failed', delayMs }, error);
            exchange.onRetry(error, delayMs);
          },
        },
        signal,
      );
    } catch (error) {
      // The time that is up aborts too, with an error of this package for a reason.
      if (isImagesError(error)) log({ level: 'warn', message: 'call failed' }, error);
      else log({ level: 'debug', message: 'call aborted' });
      throw error;
    }
    log({ level: 'debug', message: 'call succeeded' });
    return result;
  };
}
