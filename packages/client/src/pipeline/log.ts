import type { Clock } from '../clock.ts';
import { isApiError } from '../errors/api-error.ts';
import { isImagesError, type CallFacts } from '../errors/images-error.ts';
import type { LogEntry, Logger } from '../logger.ts';
import type { Telemetry } from '../telemetry.ts';

/** Makes the telemetry that tells a logger how calls end, and what is repeated. */
export function createLog(logger: Logger, clock: Clock): Telemetry {
  return {
    trace(call, run) {
      const startMs = clock.now();
      const log = (
        what: Pick<LogEntry, 'level' | 'message' | 'delayMs'>,
        { attempts, httpStatus, requestId, serverTraceId }: CallFacts,
        error?: unknown,
      ): void =>
        logger({
          ...what,
          ...call,
          durationMs: clock.now() - startMs,
          attempts,
          httpStatus,
          requestId,
          serverTraceId,
          ...(isImagesError(error) && { errorCode: error.code }),
          ...(isApiError(error) && { status: error.status }),
        });
      return run({
        headers: {},
        onRetry(error, delayMs) {
          log({ level: 'info', message: 'attempt failed', delayMs }, error, error);
        },
        onEnd(facts, error) {
          // The time that is up aborts too, with an error of this package for a reason.
          const isFailure = isImagesError(error);
          const failure = isFailure ? 'call failed' : 'call aborted';
          log(
            {
              level: isFailure ? 'warn' : 'debug',
              message: error === undefined ? 'call succeeded' : failure,
            },
            facts,
            error,
          );
        },
      });
    },
  };
}
