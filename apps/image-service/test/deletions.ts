import type { Digest, Operation, WireDeletePreview } from '@registry-images/model';
import { systemClock, type Clock } from '@registry-images/oci';
import { pino } from 'pino';

import type { Principal } from '../src/access/principal.ts';
import type { AuditEntry } from '../src/audit/audit-log.ts';
import type { Deletion } from '../src/operations/deletion.ts';
import { createJournal } from '../src/operations/journal.ts';
import { createOperations, type Operations } from '../src/operations/operations.ts';
import { deleteImage, type DeleteImageInput } from '../src/service/delete-image.ts';
import { previewDelete } from '../src/service/preview-delete.ts';
import { createStepRunner } from '../src/service/run-deletion-step.ts';
import { createImageStore } from '../src/store/create-image-store.ts';
import { openDatabase } from '../src/store/database.ts';
import { imageId } from '../src/store/image-id.ts';
import type { ImageStore } from '../src/store/image-store.ts';
import { createManualSync, createMemoryRegistry, type MemoryRegistry } from './memory-registry.ts';

/** Somebody who may do everything. */
export const everybody: Principal = {
  name: 'anonymous',
  canRead: () => true,
  canReadIn: () => true,
  canDelete: () => true,
  seesAll: true,
};

type Options = Partial<Omit<DeleteImageInput, 'imageId'>>;

/** What {@link makeDeletions} makes. */
export interface TestDeletions {
  readonly registry: MemoryRegistry;
  readonly store: ImageStore;
  readonly operations: Operations;
  readonly audit: readonly AuditEntry[];
  readonly idOf: (digest: Digest) => string;
  /** Reads a repository into the store, `app` by default. */
  readonly read: (path?: string) => Promise<void>;
  readonly accept: (digest: Digest, options?: Options) => Promise<Operation>;
  /** Deletes, and gives the operation once it has ended. */
  readonly delete: (digest: Digest, options?: Options) => Promise<Deletion>;
  readonly preview: (digest: Digest, options?: Options) => Promise<WireDeletePreview>;
}

function idOf(digest: Digest): string {
  return imageId('local/app', digest);
}

/** The deletions of a service over a registry in memory, which is read only right before a deletion, and by `read`. */
export function makeDeletions(patterns: readonly string[] = [], clock: Clock = systemClock): TestDeletions {
  const database = openDatabase(':memory:');
  const store = createImageStore({ database });
  const registry = createMemoryRegistry();
  const sync = createManualSync(store, registry);
  const audit: AuditEntry[] = [];
  const auditLog = { record: (entry: AuditEntry) => void audit.push(entry) };
  const protectedTags = new Map([['local', patterns]]);
  const shared = { store, sync, sources: [registry], protectedTags, logger: pino({ level: 'silent' }) };
  const operations = createOperations({
    journal: createJournal(database),
    audit: auditLog,
    store,
    runStep: createStepRunner(shared),
    clock,
    onFailure: () => {},
    onRetry: () => {},
  });
  const deps = { ...shared, clock, operations, audit: auditLog, registryIds: ['local'], now: Date.now };
  const signal = new AbortController().signal;
  const accept = (digest: Digest, options: Options = {}): Promise<Operation> =>
    deleteImage(deps, { imageId: idOf(digest), principal: everybody, ...options }, signal);
  return {
    registry,
    store,
    operations,
    audit,
    idOf,
    accept,
    read: (path = 'app') => sync.refresh(`local/${path}`, signal),
    preview: (digest: Digest, options: Options = {}) =>
      previewDelete(deps, { imageId: idOf(digest), principal: everybody, ...options }, signal),
    async delete(digest: Digest, options: Options = {}) {
      const { id } = await accept(digest, options);
      await operations.drain();
      const ended = operations.get(id);
      if (ended?.endedMs === undefined) throw new Error(`${id} has not ended.`);
      return ended;
    },
  };
}
