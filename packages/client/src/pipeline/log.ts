import type { Clock } from '../clock.ts';
import { isApiError } from '../errors/api-error.ts';
import { isImagesError, type CallFacts, type ImagesError } from '../errors/images-error.ts';
import type { LogEntry, Logger } from '../logger.ts';
import type { Telemetry } from '../telemetry.ts';

/** Makes the telemetry that tells a logger how calls end, and what is repeated. */
export function createLog(logger: Logger, clock: Clock): Telemetry {
  return {
    trace(call, run) {
      const startMs = clock.now();
      const log = (
        level: LogEntry['level'],
        message: LogEntry['message'],
        facts: CallFacts,
        error?: ImagesError,
        delayMs?: number,
      ): void =>
        logger({
          level,
          message,
          ...call,
          ...facts,
          durationMs: clock.now() - startMs,
          errorCode: error?.code,
          status: isApiError(error) ? error.status : undefined,
          delayMs,
        });
      return run({
        headers: {},
        onRetry: (facts, error, delayMs) => log('info', 'attempt failed', facts, error, delayMs),
        onEnd(facts, error) {
          if (error === undefined) log('debug', 'call succeeded', facts);
          // The time that is up aborts too, with an error of this package for a reason.
          else if (isImagesError(error)) log('warn', 'call failed', facts, error);
          else log('debug', 'call aborted', facts);
        },
      });
    },
  };
}
