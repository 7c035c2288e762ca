import { AsyncLocalStorage } from 'node:async_hooks';

import { systemClock } from '@registry-images/oci';
import { pino } from 'pino';

import { createImageService, type ImageService } from '../src/image-service.ts';

/** The token of the webhook of a service for measurements. */
export const eventsToken = 'token-of-the-webhook';

/** Runs a task with a service over a registry, `bench`, that has read it whole, and whose index is in memory. */
export async function withService<T>(url: string, task: (service: ImageService) => Promise<T>): Promise<T> {
  const service = createImageService({
    config: {
      database: ':memory:',
      tokens: [],
      registries: [
        {
          id: 'bench',
          folderId: undefined,
          source: {
            kind: 'distribution',
            url,
            credentials: undefined,
            realms: [],
            ca: undefined,
            repositories: undefined,
          },
          protectedTags: [],
          eventsToken,
          reconcileMinutes: 60,
        },
      ],
    },
    logger: pino({ level: 'silent' }),
    requests: new AsyncLocalStorage(),
    clock: systemClock,
    measuresProcess: false,
  });
  service.start();
  while (!service.sync.isReady('bench')) await new Promise((resolve) => setTimeout(resolve, 10));
  try {
    return await task(service);
  } finally {
    await service.stop(0);
  }
}
