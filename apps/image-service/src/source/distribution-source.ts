import { isRepositoryName } from '@registry-images/model';
import {
  createRegistry,
  isOciError,
  OciError,
  type Clock,
  type RegistryCredentials,
} from '@registry-images/oci';
import type { Logger } from 'pino';

import { createDistributionRepository, type RegistryMemory } from './distribution-repository.ts';
import { createFetchTrusting } from './private-ca.ts';
import type { Repository } from './repository.ts';
import { createRequestSlots } from './request-slots.ts';
import type { Source } from './source.ts';

/** By this a registry's events tell the service's own requests from those of others. */
export const userAgent = 'registry-images-image-service';

/** How many requests a registry gets at once: more gain nothing with CNCF Distribution. */
const requestsAtOnce = 8;

/** What {@link createDistributionSource} needs. */
export interface DistributionSourceOptions {
  readonly registryId: string;
  readonly folderId?: string | undefined;
  /** E.g. `https://registry.example:5000`. */
  readonly url: string;
  readonly credentials?: RegistryCredentials | undefined;
  /** The origins, besides the registry's own, that may see the credentials. */
  readonly realms?: readonly string[];
  /** Certificates in PEM of an authority that this registry may have its own from, besides those trusted anyway. */
  readonly ca?: string | undefined;
  /** The paths of the repositories, all that there are; where it is missing the registry is asked for them. */
  readonly repositories?: readonly string[] | undefined;
  readonly logger: Logger;
  readonly clock: Clock;
}

/**
 * Makes the source of a registry that speaks the OCI Distribution protocol.
 *
 * @throws OciError `INVALID_ARGUMENT` for an option that cannot be one.
 */
export function createDistributionSource(options: DistributionSourceOptions): Source {
  const { registryId, folderId, url, credentials, realms = [], ca, repositories, logger, clock } = options;
  const slots = createRequestSlots(requestsAtOnce);
  const listed = repositories && new Set(repositories);
  const send = ca === undefined ? fetch : createFetchTrusting(ca);
  let requests = 0;
  const registry = createRegistry({
    url,
    ...(credentials && { credentials }),
    realms,
    userAgent,
    clock,
    fetch: (request) => {
      requests += 1;
      return send(request);
    },
  });

  let api: Promise<boolean> | undefined;
  const hasReferrersApi = (ask: () => Promise<boolean>): Promise<boolean> => {
    api ??= ask().catch((error: unknown) => {
      api = undefined;
      throw error;
    });
    return api;
  };
  const memories = new Map<string, RegistryMemory>();
  const memoryOf = (path: string): RegistryMemory => {
    const found = memories.get(path) ?? { absences: new Set(), forgottenTurn: 0 };
    memories.set(path, found);
    return found;
  };
  const repository = (path: string): Repository =>
    listed && !listed.has(path)
      ? noRepository(`${registryId}/${path}`)
      : createDistributionRepository({
          registry,
          slots,
          registryId,
          path,
          hasReferrersApi,
          memory: memoryOf(path),
          logger,
          clock,
        });

  const assertRegistry = async (signal: AbortSignal): Promise<void> => {
    try {
      await registry.ping({ signal });
    } catch (error) {
      // Some registries say who they are to those alone who log in, and give repositories to everybody.
      if (!isOciError(error, 'DENIED', 'UNAUTHORIZED')) throw error;
    }
  };

  return {
    registryId,
    folderId,
    kind: 'distribution',
    get requests() {
      return requests;
    },
    check: (signal) => registry.ping({ signal }),
    async *repositories(signal) {
      // The registry may be another version by now.
      api = undefined;
      // A catalog says that there is a registry. What stands in its place would have none of the repositories.
      if (listed) await assertRegistry(signal);
      for await (const path of listed ?? registry.repositories({ signal })) {
        if (isRepositoryName(path)) yield repository(path);
        else logger.warn({ registryId, path }, 'repository left out: its name is none');
      }
    },
    repository,
    // Its list may be missing, or end early: reading tells.
    find: async (path) => repository(path),
  };
}

/** One that the configuration does not name: for the service it is not there, whatever the registry has. */
function noRepository(name: string): Repository {
  return {
    name,
    read: () => Promise.resolve(undefined),
    stamp: () => Promise.resolve(undefined),
    delete: (digest) =>
      Promise.reject(new OciError('IMAGE_NOT_FOUND', `${name} is not among the repositories.`, { digest })),
  };
}
