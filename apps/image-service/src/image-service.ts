import type { AsyncLocalStorage } from 'node:async_hooks';

import type { Clock } from '@registry-images/oci';
import type { Logger } from 'pino';

import { createTokens } from './access/tokens.ts';
import { createApp } from './app.ts';
import { createAuditLog } from './audit/sqlite-audit-log.ts';
import type { ServiceConfig } from './config/config.ts';
import type { AppEnv } from './http/app-env.ts';
import { createPageCache } from './http/page-cache.ts';
import type { RequestFacts } from './http/request-id.ts';
import { createMetrics } from './metrics/metrics.ts';
import { createJournal } from './operations/journal.ts';
import { createOperations, type Operations } from './operations/operations.ts';
import { findObstacles } from './readiness.ts';
import { createStepRunner } from './service/run-deletion-step.ts';
import { createSource } from './source/create-source.ts';
import { createImageStore } from './store/create-image-store.ts';
import { openDatabase } from './store/database.ts';
import type { ImageStore } from './store/image-store.ts';
import { createSync } from './sync/create-sync.ts';
import type { Sync } from './sync/sync.ts';

/** What {@link createImageService} needs. */
export interface ImageServiceOptions {
  readonly config: Pick<ServiceConfig, 'database' | 'registries' | 'tokens'>;
  readonly logger: Logger;
  /** Where each request runs; the logger takes from it what it says of the request. */
  readonly requests: AsyncLocalStorage<RequestFacts>;
  readonly clock: Clock;
  /** Whether the metrics tell of the process, too. */
  readonly measuresProcess: boolean;
}

/** The whole service, but for the port. */
export interface ImageService {
  readonly fetch: (request: Request, bindings?: AppEnv['Bindings']) => Promise<Response>;
  readonly store: ImageStore;
  readonly sync: Sync;
  readonly operations: Operations;
  /** Begins to read the registries, and goes on with what an earlier run left unfinished. */
  start(): void;
  /**
   * Ends everything in order: the operations that were accepted within `patienceMs`, or those that cannot within the next
   * run of the service; then the sync and the database. No request may come any more.
   */
  stop(patienceMs: number): Promise<void>;
}

/**
 * Puts the service together.
 *
 * @throws StoreError where the database cannot be used.
 */
export function createImageService(options: ImageServiceOptions): ImageService {
  const { config, logger, requests, clock, measuresProcess } = options;
  const { registries, tokens } = config;
  const registryIds = registries.map(({ id }) => id);
  const protectedTags = new Map(registries.map((registry) => [registry.id, registry.protectedTags]));
  const eventsTokens = new Map(
    registries.flatMap(({ id, eventsToken }) =>
      eventsToken === undefined ? [] : [[id, eventsToken] as const],
    ),
  );

  const database = openDatabase(config.database);
  const store = createImageStore({ database });
  const audit = createAuditLog({ database, logger });
  const journal = createJournal(database);
  const synced = registries.map(({ id, folderId, source, reconcileMinutes }) => ({
    source: createSource({ ...source, registryId: id, folderId, logger, clock }),
    reconcileMs: reconcileMinutes * 60_000,
  }));
  const sources = synced.map(({ source }) => source);
  const sync = createSync({
    sources: synced,
    store,
    isBeingDeleted: (name, digest) => journal.isToGo(name, digest),
    clock,
    logger,
  });
  const operations = createOperations({
    journal,
    audit,
    store,
    runStep: createStepRunner({ store, sync, sources, protectedTags, logger }),
    clock,
    onFailure: (err, operation) => logger.error({ err, operation }, 'operation failed'),
    onRetry: (err, operation, waitMs) => logger.warn({ err, operation, waitMs }, 'operation waits'),
  });
  const metrics = createMetrics({
    registryIds,
    sync,
    store,
    countOperations: () => operations.counts(),
    ofProcess: measuresProcess,
  });
  const app = createApp({
    store,
    sync,
    sources,
    registryIds,
    protectedTags,
    pageCache: createPageCache(),
    eventsTokens,
    operations,
    audit,
    metrics,
    findObstacles: () => findObstacles({ registryIds, sync, database }),
    findPrincipal: tokens.length > 0 ? createTokens(tokens) : undefined,
    logger,
    requests,
    clock,
    now: () => clock.now(),
    elapsedMs: () => performance.now(),
  });
  return {
    fetch: async (request, bindings) => app.fetch(request, bindings),
    store,
    sync,
    operations,
    start() {
      sync.start();
      operations.resume();
    },
    async stop(patienceMs) {
      const patience = new AbortController();
      await Promise.race([
        operations.drain(),
        clock.wait(patienceMs, patience.signal).catch(() => undefined),
      ]);
      patience.abort();
      await operations.stop();
      await sync.stop();
      metrics.stop();
      database.close();
    },
  };
}
