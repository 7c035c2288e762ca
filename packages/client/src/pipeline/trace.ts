import type { Telemetry } from '../telemetry.ts';
import { withoutQuery, type Step } from './exchange.ts';

/** Makes the step that lets telemetry observe a call. */
export function createTrace(telemetry: Telemetry | undefined, next: Step): Step {
  if (!telemetry) return next;
  return (exchange, signal) => {
    const { call, httpMethod, facts } = exchange;
    const traced = { method: call.method, httpMethod, url: withoutQuery(exchange.url) };
    return telemetry.trace(traced, async (trace) => {
      try {
        const headers = { ...exchange.headers, ...trace.headers };
        const onRetry: typeof exchange.onRetry = (error, delayMs) => {
          trace.onRetry(error, delayMs);
          exchange.onRetry(error, delayMs);
        };
        const result = await next({ ...exchange, headers, onRetry }, signal);
        trace.onEnd(facts);
        return result;
      } catch (error) {
        trace.onEnd(facts, error);
        throw error;
      }
    });
  };
}
