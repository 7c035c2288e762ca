import { serve } from '@hono/node-server';
import { atMost, percentile, type Figure, type Measure } from '@registry-images/figures';

import type { ImageService } from '../src/image-service.ts';
import { freePort } from '../test/free-port.ts';
import { createPusher } from '../test/registry-pusher.ts';
import { withRegistry } from './registry-process.ts';
import { eventsToken, withService } from './service-process.ts';

const pushes = 200;

/** How long it takes from the moment that a push is done until the image is in the list, told by the registry's webhook. */
export const measureWebhook: Measure = async () => {
  // The registry has to know where its events go before the service knows where the registry is.
  const port = await freePort();
  const headers = { Authorization: [`Bearer ${eventsToken}`] };
  const url = `http://127.0.0.1:${port}/events/bench`;
  const endpoint = { name: 'bench', url, headers, timeout: '5s', threshold: 3, backoff: '1s' };
  const settings = { notifications: { endpoints: [endpoint] } };
  return withRegistry(
    (registry) =>
      withService(registry.url, async (service): Promise<readonly Figure[]> => {
        const server = serve({ fetch: (request) => service.fetch(request), hostname: '127.0.0.1', port });
        try {
          const pusher = createPusher(registry.url);
          const delays: number[] = [];
          for (let index = 0; index < pushes; index += 1) {
            const repository = `team/app-${index % 20}`;
            const { digest } = await pusher.image(repository, `image ${index}`, `1.${index}`);
            delays.push(await untilListed(service, `bench/${repository}`, digest));
          }
          return [
            atMost(1000, percentile(delays, 0.99), {
              what: 'a pushed image is in the list',
              against: `after the webhook, ${pushes} pushes, 99th percentile`,
              unit: 'ms',
              decimals: 0,
            }),
          ];
        } finally {
          server.close();
        }
      }),
    settings,
  );
};

async function untilListed({ fetch }: ImageService, name: string, digest: string): Promise<number> {
  const begunMs = performance.now();
  for (;;) {
    const query = `repositoryName=${encodeURIComponent(name)}&orderBy=last_modified%20desc`;
    const response = await fetch(new Request(`http://localhost/container-registry/v1/images?${query}`));
    const tookMs = performance.now() - begunMs;
    if ((await response.text()).includes(digest)) return tookMs;
    if (tookMs > 10_000) return Number.POSITIVE_INFINITY;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
