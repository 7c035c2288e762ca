/**
 * Deletes an image as the service does, with everything that goes with it, and kills itself at one moment of that: the
 * first argument is JSON, see {@link DeleteAndDie}. It prints how many such moments there are if it lives on.
 */
import { systemClock } from '@registry-images/oci';
import { pino } from 'pino';

import { createAuditLog } from '../../src/audit/sqlite-audit-log.ts';
import type { SourceConfig } from '../../src/config/config.ts';
import { createJournal } from '../../src/operations/journal.ts';
import { createOperations } from '../../src/operations/operations.ts';
import { deleteImage } from '../../src/service/delete-image.ts';
import { createStepRunner } from '../../src/service/run-deletion-step.ts';
import { createSource } from '../../src/source/create-source.ts';
import type { Source } from '../../src/source/source.ts';
import { createImageStore } from '../../src/store/create-image-store.ts';
import { openDatabase } from '../../src/store/database.ts';
import { createSync } from '../../src/sync/create-sync.ts';
import { everybody } from '../deletions.ts';

/** What the program is to do. */
export interface DeleteAndDie {
  readonly database: string;
  readonly source: SourceConfig;
  /** `local/…` */
  readonly repository: string;
  readonly imageId: string;
  /** Which moment is the last; 0 for none. */
  readonly killAt: number;
}

const input: DeleteAndDie = JSON.parse(process.argv[2] ?? '');
let moments = 0;

function moment(): void {
  moments += 1;
  if (moments === input.killAt) process.kill(process.pid, 'SIGKILL');
}

/** The same function, with a moment after it, and one meanwhile where it waits for something. */
function withMoments<Arguments extends unknown[], Result>(
  work: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  return (...given) => {
    const result = work(...given);
    if (result instanceof Promise) {
      setImmediate(moment);
      void result.finally(moment).catch(() => {});
    } else {
      moment();
    }
    return result;
  };
}

const logger = pino({ level: 'silent' });
const database = openDatabase(input.database);
const store = createImageStore({ database });
const real = createSource({
  ...input.source,
  registryId: 'local',
  folderId: undefined,
  logger,
  clock: systemClock,
});
const source: Source = {
  ...real,
  repository(path) {
    const repository = real.repository(path);
    return { ...repository, delete: withMoments((digest) => repository.delete(digest)) };
  },
};
const journal = createJournal(database);
const auditLog = createAuditLog({ database, logger });
const audit = { record: withMoments(auditLog.record) };
const sync = createSync({ sources: [{ source, reconcileMs: 1e9 }], store, clock: systemClock, logger });
const protectedTags = new Map<string, string[]>();
const shared = { sync, sources: [source], protectedTags, logger };
const operations = createOperations({
  journal: {
    ...journal,
    atomically: withMoments(journal.atomically),
    add: withMoments(journal.add),
    endStep: withMoments(journal.endStep),
    end: withMoments(journal.end),
  },
  audit,
  runStep: createStepRunner({ ...shared, store: { ...store, removeImage: withMoments(store.removeImage) } }),
  clock: systemClock,
  onFailure: (error) => {
    throw error;
  },
});

const { signal } = new AbortController();
await sync.refresh(input.repository, signal);
await deleteImage(
  { ...shared, store, operations, audit, registryIds: ['local'], now: Date.now },
  {
    imageId: input.imageId,
    deleteReferrers: true,
    deleteOrphanedChildren: true,
    principal: everybody,
    address: '127.0.0.1',
    requestId: 'request-1',
  },
  signal,
);
await operations.drain();
await sync.stop();
database.close();
process.stdout.write(String(moments));
