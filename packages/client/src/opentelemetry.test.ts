import { context, propagation, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createClientOf, createScriptedService, type ScriptedService } from '../test/scripted-service.ts';
import { createVirtualClock } from '../test/test-clock.ts';
import type { ImagesClient } from './client.ts';
import { openTelemetry } from './opentelemetry.ts';

const exporter = new InMemorySpanExporter();
const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
});
afterAll(async () => {
  context.disable();
  propagation.disable();
  await tracerProvider.shutdown();
});

/** The spans of what a client does. */
async function spansOf(service: ScriptedService, use: (client: ImagesClient) => Promise<unknown>) {
  exporter.reset();
  const client = createClientOf(service, {
    clock: createVirtualClock(() => 0.5),
    telemetry: openTelemetry({ tracerProvider }),
    retry: {},
  });
  await use(client).catch(() => {});
  return exporter.getFinishedSpans();
}

describe('openTelemetry', () => {
  it('makes one span for a call, with its repetitions as events', async () => {
    const service = createScriptedService(
      () => new Response(null, { status: 503 }),
      () => Response.json({ id: 'i1' }, { headers: { 'x-request-id': 'r', 'x-server-trace-id': 't' } }),
    );
    const [span, ...others] = await spansOf(service, ({ images }) => images.get('i1'));
    expect(others).toEqual([]);
    expect(span).toMatchObject({ name: 'images.get', kind: SpanKind.CLIENT, ended: true });
    expect(span?.status.code).toBe(SpanStatusCode.UNSET);
    expect(span?.attributes).toEqual({
      'http.request.method': 'GET',
      'url.full': 'http://registry.test/container-registry/v1/images/i1',
      'server.address': 'registry.test',
      'server.port': 80,
      'http.request.resend_count': 1,
      'http.response.status_code': 200,
      'registry_images.request_id': 'r',
      'registry_images.server_trace_id': 't',
    });
    expect(span?.events).toMatchObject([
      {
        name: 'retry',
        attributes: { 'error.type': 'API', 'retry.delay_ms': 250, 'http.response.status_code': 503 },
      },
    ]);
  });

  it('sends the trace along with each attempt', async () => {
    const service = createScriptedService(
      () => new Response(null, { status: 503 }),
      () => Response.json({ id: 'i1' }),
    );
    const [span] = await spansOf(service, ({ images }) => images.get('i1'));
    const { traceId = '', spanId = '' } = span?.spanContext() ?? {};
    const sent = service.requests.map(({ headers }) => headers.get('traceparent'));
    expect(sent).toEqual(Array(2).fill(`00-${traceId}-${spanId}-01`));
  });

  it('puts the span into that of the caller', async () => {
    const service = createScriptedService(() => Response.json({ id: 'i1' }));
    const spans = await spansOf(service, (client) =>
      tracerProvider.getTracer('caller').startActiveSpan('work', async (span) => {
        await client.images.get('i1');
        span.end();
      }),
    );
    const [call, work] = spans;
    expect([call?.name, work?.name]).toEqual(['images.get', 'work']);
    expect(call?.parentSpanContext?.spanId).toBe(work?.spanContext().spanId);
  });

  it('says that a call failed or was aborted, and no more', async () => {
    const refusal = { code: 7, message: 'hunter2' };
    const refused = createScriptedService(() => Response.json(refusal, { status: 403 }));
    const [failed] = await spansOf(refused, ({ images }) => images.get('i1'));
    expect(failed?.status).toEqual({ code: SpanStatusCode.ERROR });
    expect(failed?.attributes).toMatchObject({ 'error.type': 'API', 'http.response.status_code': 403 });
    expect(JSON.stringify([failed?.attributes, failed?.events])).not.toContain('hunter2');
    const controller = new AbortController();
    const hanging = createScriptedService(() => {
      controller.abort();
      return new Promise<Response>(() => {});
    });
    const [aborted] = await spansOf(hanging, ({ images }) => images.get('i1', { signal: controller.signal }));
    expect(aborted?.attributes).toMatchObject({ 'error.type': 'aborted' });
  });

  it('does nothing where there is no provider', async () => {
    const service = createScriptedService(() => Response.json({ id: 'i1' }));
    const client = createClientOf(service, { telemetry: openTelemetry() });
    await expect(client.images.get('i1')).resolves.toMatchObject({ id: 'i1' });
  });
});
