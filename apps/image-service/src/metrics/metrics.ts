import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

import { addIndexMetrics, type IndexMetricsDeps } from './index-metrics.ts';
import { addSyncMetrics, type SyncMetricsDeps } from './sync-metrics.ts';

/** A request that was answered. */
export interface AnsweredRequest {
  readonly method: string;
  /** The pattern of the route, e.g. `/operations/:operationId`. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** What the service tells of itself, for Prometheus. */
export interface Metrics {
  answered(request: AnsweredRequest): void;
  /** Everything, in the text format of Prometheus, and the media type of that. */
  read(): Promise<{ readonly text: string; readonly contentType: string }>;
  /** Ends what measures the process. */
  stop(): void;
}

/** What {@link createMetrics} needs. */
export interface MetricsDeps extends IndexMetricsDeps, SyncMetricsDeps {
  /** Whether to measure the process too: its memory, its event loop. There can be one in a process that does. */
  readonly ofProcess: boolean;
}

/** Most pages are answered within a millisecond or two; what waits for a registry takes seconds. */
const bucketsSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Labels that callers could make up are no labels: each would take memory for ever. */
const methods = new Set(['GET', 'HEAD', 'POST', 'DELETE']);

/** Makes the metrics. What others count is read from them whenever somebody asks. */
export function createMetrics(deps: MetricsDeps): Metrics {
  const registry = new Registry();
  if (deps.ofProcess) collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'image_service_http_request_duration_seconds',
    help: 'How long requests took until their answer was there.',
    labelNames: ['method', 'route', 'status'],
    buckets: bucketsSeconds,
    registers: [registry],
  });
  addSyncMetrics(registry, deps);
  addIndexMetrics(registry, deps);
  return {
    answered({ method, route, status, seconds }) {
      durations.observe({ method: methods.has(method) ? method : 'other', route, status }, seconds);
    },
    async read() {
      return { text: await registry.metrics(), contentType: registry.contentType };
    },
    stop() {
      registry.clear();
    },
  };
}
