/**
 * Deletes an image as the service does, with everything that goes with it, and kills itself at one moment of that: the
 * first argument is JSON, see {@link DeleteAndDie}. It prints how many such moments there are if it lives on.
 */
import { systemClock } from '@registry-images/oci';
import { pino } from 'pino';

import type { AuditLog } from '../../src/audit/audit-log.ts';
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
  /** Whether there are moments in the middle of transactions, which end as if they had not begun. */
  readonly isInTransactions: boolean;
}

const input: DeleteAndDie = JSON.parse(process.argv[2] ?? '');
let moments = 0;

function moment(): void {
  moments += 1;
  if (moments === input.killAt) process.kill(process.pid, 'SIGKILL');
}

/** A moment after what has just been done. */
function then<T>(result: T): T {
  moment();
  return result;
}

/** A moment in the middle of a transaction. */
function within<T>(result: T): T {
  return input.isInTransactions ? then(result) : result;
}

/** A moment while something goes on, and one after it. */
async function during<T>(work: Promise<T>): Promise<T> {
  setImmediate(moment);
  return then(await work);
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
    return { ...repository, delete: (digest) => during(repository.delete(digest)) };
  },
};
const journal = createJournal(database);
const auditLog = createAuditLog({ database, logger });
const audit: AuditLog = { record: (entry) => within(auditLog.record(entry)) };
const sync = createSync({ sources: [{ source, reconcileMs: 1e9 }], store, clock: systemClock, logger });
const protectedTags = new Map<string, string[]>();
const shared = { sync, sources: [source], protectedTags, logger };
const operations = createOperations({
  journal: {
    ...journal,
    atomically: (work) => then(journal.atomically(work)),
    add: (...given) => within(journal.add(...given)),
    endStep: (...given) => within(journal.endStep(...given)),
    end: (...given) => within(journal.end(...given)),
  },
  audit,
  store: {
    forget: (...given) => within(store.forget(...given)),
    removeImage: (...given) => within(store.removeImage(...given)),
  },
  runStep: createStepRunner({ ...shared, store }),
  clock: systemClock,
  onFailure: (error) => {
    throw error;
  },
  onRetry: () => {},
});

const { signal } = new AbortController();
await sync.refresh(input.repository, signal);
await deleteImage(
  { ...shared, store, clock: systemClock, operations, audit, registryIds: ['local'], now: Date.now },
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
