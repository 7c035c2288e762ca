import type { ImagesClient, ImagesClientOptions } from '../../src/index.ts';
import { createFakeImageService, type ContractSubject } from '../../src/testing/index.ts';
import { expectDescribed } from './description.ts';

/** Sends a request to a service. */
export type Fetch = (request: Request) => Promise<Response>;

/**
 * Makes a subject over the fake.
 *
 * @param around what is put around the fake: by default what fails for every answer that the OpenAPI description does
 * not allow
 */
export function makeFakeSubject(
  createClient: (options: ImagesClientOptions) => ImagesClient,
  around: (baseUrl: string, fetch: Fetch) => Fetch = expectDescribed,
): ContractSubject {
  const deletionMs = 2000;
  const fake = createFakeImageService({ deletionMs });
  const { baseUrl } = fake.clientOptions;
  const fetch = around(baseUrl, fake.clientOptions.fetch);
  return {
    client: createClient({ ...fake.clientOptions, fetch }),
    baseUrl,
    fetch,
    registryId: 'crp1',
    push: async ({ path, platform, ...image }) =>
      fake.addImage({
        name: `crp1/${path}`,
        ...image,
        ...(platform !== undefined && { platforms: [platform] }),
      }),
    settle: () => fake.clock.advance(deletionMs),
  };
}
