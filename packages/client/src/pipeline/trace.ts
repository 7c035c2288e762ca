import type { ImagesError } from '../errors/images-error.ts';
import type { Telemetry } from '../telemetry.ts';
import { tell } from '../tell.ts';
import { factsOf, withoutQuery, type Step } from './exchange.ts';

/** Makes the step that lets telemetry observe a call. */
export function createTrace(telemetry: Telemetry | undefined, next: Step): Step {
  if (!telemetry) return next;
  return (exchange, signal) => {
    const { call, httpMethod } = exchange;
    const traced = { method: call.method, httpMethod, url: withoutQuery(exchange.url) };
    return telemetry.trace(traced, async (trace) => {
      const headers = { ...exchange.headers, ...trace.headers };
      const onRetry = (error: ImagesError, delayMs: number): void => {
        void tell(() => trace.onRetry(factsOf(exchange), error, delayMs));
        exchange.onRetry?.(error, delayMs);
      };
      const onEnd = (error?: unknown): void => void tell(() => trace.onEnd(factsOf(exchange), error));
      const result = await next({ ...exchange, headers, onRetry }, signal).catch((error: unknown) => {
        onEnd(error);
        throw error;
      });
      onEnd();
      return result;
    });
  };
}
