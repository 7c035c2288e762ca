/** The subpath `@registry-images/client/opentelemetry`: spans, through the optional peer `@opentelemetry/api`. */
import {
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type TracerProvider,
} from '@opentelemetry/api';

import { isImagesError } from './errors/images-error.ts';
import type { Telemetry } from './telemetry.ts';

/**
 * Where spans go.
 *
 * @see [Observing calls](../README.md#observing-calls)
 */
export interface OpenTelemetryOptions {
  /** Default: the global provider, looked up at each call. */
  readonly tracerProvider?: TracerProvider;
}

/**
 * Makes telemetry of one span for each call, with its attempts inside. Its names are those of OpenTelemetry for HTTP
 * clients; a repetition is an event of the span, and the trace context goes along with each request. It holds neither
 * queries nor messages of errors, and so no token.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 */
export function openTelemetry(options: OpenTelemetryOptions = {}): Telemetry {
  return {
    trace({ method, httpMethod, url }, run) {
      const { hostname, port, protocol } = new URL(url);
      const tracer = (options.tracerProvider ?? trace).getTracer('@registry-images/client');
      const attributes = {
        'http.request.method': httpMethod,
        'url.full': url,
        'server.address': hostname,
        'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
      };
      return tracer.startActiveSpan(method, { kind: SpanKind.CLIENT, attributes }, (span) => {
        const headers: Record<string, string> = {};
        propagation.inject(trace.setSpan(context.active(), span), headers);
        return run({
          headers,
          onRetry(_facts, error, delayMs) {
            span.addEvent('retry', {
              'error.type': error.code,
              'retry.delay_ms': delayMs,
              ...(error.httpStatus !== undefined && { 'http.response.status_code': error.httpStatus }),
            });
          },
          onEnd({ attempts, httpStatus, requestId, serverTraceId }, error) {
            if (attempts > 1) span.setAttribute('http.request.resend_count', attempts - 1);
            if (httpStatus !== undefined) span.setAttribute('http.response.status_code', httpStatus);
            if (requestId !== undefined) span.setAttribute('registry_images.request_id', requestId);
            if (serverTraceId !== undefined) {
              span.setAttribute('registry_images.server_trace_id', serverTraceId);
            }
            if (error !== undefined) {
              span.setAttribute('error.type', isImagesError(error) ? error.code : 'aborted');
              span.setStatus({ code: SpanStatusCode.ERROR });
            }
            span.end();
          },
        });
      });
    },
  };
}
