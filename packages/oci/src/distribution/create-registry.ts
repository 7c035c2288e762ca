import { systemClock } from '../clock.ts';
import { checkCount, checkCredentials, checkTimeoutMs, checkUserAgent, parseOrigin } from './arguments.ts';
import { basicHeader, createAuthorization } from './authorization.ts';
import { pullBlob } from './blobs.ts';
import { listRepositories } from './catalog.ts';
import { deleteManifest } from './deletion.ts';
import { createExchange } from './exchange.ts';
import { pullManifest } from './manifests.ts';
import { ping } from './ping.ts';
import { hasReferrersApi, listReferrers } from './referrers.ts';
import type { RegistryOptions } from './registry-options.ts';
import type { Registry } from './registry.ts';
import { createSend, type Send } from './request.ts';
import { listTags } from './tags.ts';
import { createTokenCache } from './token.ts';

/**
 * Makes a client of a registry. Nothing is sent until something is asked.
 *
 * @throws OciError `INVALID_ARGUMENT` for an option that cannot be one.
 */
export function createRegistry(options: RegistryOptions): Registry {
  const { maxPageBytes = 32 * 1024 * 1024, maxPages = 10_000 } = options.limits ?? {};
  const limits = {
    maxPageBytes: checkCount('limits.maxPageBytes', maxPageBytes),
    maxPages: checkCount('limits.maxPages', maxPages),
  };
  const origin = parseOrigin('url', options.url);
  const send = sendTo(origin, options);
  return {
    origin,
    ping: (pingOptions = {}) => ping(send, pingOptions),
    repositories: ({ signal } = {}) => listRepositories(send, { limits, signal }),
    tags: (repository, { signal } = {}) => listTags(send, repository, { limits, signal }),
    manifest: (repository, reference, manifestOptions = {}) =>
      pullManifest(send, repository, reference, manifestOptions),
    blob: (repository, descriptor, blobOptions = {}) => pullBlob(send, repository, descriptor, blobOptions),
    referrers: (repository, digest, referrersOptions = {}) =>
      listReferrers(send, repository, digest, { ...referrersOptions, limits }),
    hasReferrersApi: (repository, digest, apiOptions = {}) =>
      hasReferrersApi(send, repository, digest, apiOptions),
    deleteManifest: (repository, digest, deleteOptions = {}) =>
      deleteManifest(send, repository, digest, deleteOptions),
  };
}

function sendTo(origin: string, options: RegistryOptions): Send {
  const { clock = systemClock, random = Math.random, timeoutMs = 30_000, realms = [] } = options;
  const { tries = 3, maxRetryAfterMs = 30_000 } = options.limits ?? {};
  const credentials = options.credentials && checkCredentials(options.credentials);
  const exchange = createExchange({
    fetch: options.fetch ?? ((request) => fetch(request)),
    userAgent: checkUserAgent(options.userAgent),
    timeoutMs: checkTimeoutMs('timeoutMs', timeoutMs),
    clock,
  });
  const tokens = createTokenCache({ exchange, authorization: basicHeader(credentials), clock });
  const known = new Set([origin, ...realms.map((realm, index) => parseOrigin(`realms[${index}]`, realm))]);
  return createSend({
    origin,
    exchange,
    authorization: createAuthorization({ credentials, realms: known, tokens }),
    retry: {
      clock,
      random,
      tries: checkCount('limits.tries', tries),
      maxRetryAfterMs: checkTimeoutMs('limits.maxRetryAfterMs', maxRetryAfterMs),
    },
  });
}
