import { describe, expect, it, vi } from 'vitest';

import { imageId } from '../src/store/image-id.ts';
import { makeService, type TestService } from './service.ts';

async function read(service: TestService): Promise<Map<string, string>> {
  const response = await service.fetch(new Request('http://localhost/metrics'));
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), line.slice(line.lastIndexOf(' ') + 1)]),
  );
}

describe('metrics', () => {
  it('count what the index has, and what was done to have it', async () => {
    const service = await makeService({ isStarted: true });
    await service.push('app', 'one', { tags: ['v1'] });
    await service.push('app', 'two');
    await service.list();
    await vi.waitFor(() => expect(service.sync.isReady('local')).toBe(true));
    const metrics = await read(service);
    expect(metrics.get('image_service_repositories{registry="local"}')).toBe('1');
    expect(metrics.get('image_service_images{registry="local",tagged="true"}')).toBe('1');
    expect(metrics.get('image_service_images{registry="local",tagged="false"}')).toBe('1');
    expect(metrics.get('image_service_sweeps_total{registry="local"}')).toBe('1');
    expect(metrics.get('image_service_sync_errors_total{registry="local"}')).toBe('0');
    expect(metrics.get('image_service_sweep_in_progress{registry="local"}')).toBe('0');
  });

  it('count operations by their state', async () => {
    const service = await makeService();
    await service.push('app', 'one', { tags: ['v1'] });
    const [image] = await service.list();
    await service.delete(image?.id ?? '');
    const metrics = await read(service);
    expect(metrics.get('image_service_operations{state="succeeded"}')).toBe('1');
    expect(metrics.get('image_service_operations{state="failed"}')).toBe('0');
  });

  it('count requests by their route, and by nothing that a caller could make up', async () => {
    const service = await makeService();
    await service.send('/container-registry/v1/images/img1');
    await service.send('/container-registry/v1/images/img2');
    await service.send('/no/such/path');
    await service.fetch(new Request('http://localhost/no/such/path', { method: 'BREW' }));
    const metrics = [...(await read(service))].filter(([name]) => name.includes('duration_seconds_count'));
    expect(metrics).toEqual([
      [
        'image_service_http_request_duration_seconds_count{method="GET",route="/container-registry/v1/images/:imageId",status="404"}',
        '2',
      ],
      ['image_service_http_request_duration_seconds_count{method="GET",route="/*",status="404"}', '1'],
      ['image_service_http_request_duration_seconds_count{method="other",route="/*",status="404"}', '1'],
    ]);
  });

  it('count requests by their route, also of those that need no token of the API', async () => {
    const service = await makeService({ eventsToken: 'events' });
    await service.send('/healthz');
    await service.send('/readyz');
    const headers = { authorization: 'Bearer events', 'content-type': 'application/json' };
    await service.fetch(
      new Request('http://localhost/events/local', { method: 'POST', headers, body: '{"events":[]}' }),
    );
    await read(service);
    const names = [...(await read(service)).keys()].filter((name) => name.includes('duration_seconds_count'));
    expect(names.map((name) => /route="([^"]*)"/.exec(name)?.[1])).toEqual([
      '/healthz',
      '/readyz',
      '/events/:registryId',
      '/metrics',
    ]);
  });

  it('count requests for what a path says after a colon by the route that has it', async () => {
    const service = await makeService();
    const one = await service.push('app', 'one', { tags: ['v1'] });
    await service.list();
    const id = imageId('local/app', one.digest);
    await service.send(`/container-registry/v1/images/${id}:previewDelete`);
    const names = [...(await read(service)).keys()].filter((name) => name.includes('duration_seconds_count'));
    expect(names.map((name) => /route="([^"]*)"/.exec(name)?.[1])).toEqual([
      '/container-registry/v1/images',
      '/container-registry/v1/images/:custom{.+:previewDelete}',
    ]);
  });
});
