import { createImagesClient, type ImagesClient, type ImagesClientOptions } from '../src/index.ts';

/** A service in memory, and what it was asked. */
export interface ScriptedService {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly requests: readonly Request[];
}

/** Makes a service that gives the answers one after the other, and fails where it is asked more often. */
export function createScriptedService(...answers: (() => Response | Promise<Response>)[]): ScriptedService {
  const requests: Request[] = [];
  return {
    requests,
    async fetch(request) {
      const answer = answers[requests.length];
      requests.push(request);
      if (!answer) throw new Error(`Nobody expected ${request.method} ${request.url}.`);
      return answer();
    },
  };
}

/** Makes a client of a service in memory. It asks once, unless the options say otherwise. */
export function createClientOf(
  service: ScriptedService,
  options: Partial<ImagesClientOptions> = {},
): ImagesClient {
  return createImagesClient({
    baseUrl: 'http://registry.test',
    fetch: service.fetch,
    retry: { maxAttempts: 1 },
    ...options,
  });
}
