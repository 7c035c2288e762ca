import { randomUUID } from 'node:crypto';

import type { Status } from '@registry-images/model';
import type { Clock } from '@registry-images/oci';
import pLimit, { type LimitFunction } from 'p-limit';

import type { AuditLog } from '../audit/audit-log.ts';
import { toStatus } from '../status.ts';
import type { ImageStore } from '../store/image-store.ts';
import { isStoreFailure } from '../store/store-error.ts';
import { auditEntry } from './audit-entry.ts';
import type { Deletion, DeletionStep, NewDeletion, StepOutcome } from './deletion.ts';
import type { Journal, OperationCounts } from './journal.ts';
import { isTransient, pauseMs } from './retry.ts';

/**
 * Does one step of a deletion, perhaps once more after a crash in the middle of it. It looks again whether it may, and
 * rejects with a ServiceError where it may not, and where it failed.
 */
export type RunStep = (deletion: Deletion, step: DeletionStep, signal: AbortSignal) => Promise<StepOutcome>;

/** What {@link createOperations} needs. */
export interface OperationsOptions {
  readonly journal: Journal;
  /** Writes into the same database as the journal. */
  readonly audit: AuditLog;
  /** Is in the same database, too. */
  readonly store: Pick<ImageStore, 'forget' | 'removeImage'>;
  readonly runStep: RunStep;
  readonly clock: Clock;
  /** Called with every error that an operation ended with, and the operation's id. */
  readonly onFailure: (error: unknown, operationId: string) => void;
  /** Called with every error that is expected to pass, and how long it is waited for that, in ms. */
  readonly onRetry: (error: unknown, operationId: string, waitMs: number) => void;
}

/** The operations of the service, those of earlier runs included. */
export interface Operations {
  /**
   * Accepts a deletion: it is in the journal when this returns, and will be done whatever happens to the process.
   *
   * Whoever calls it has looked for {@link startedWith} and {@link underWay} in the same turn of the event loop.
   */
  start(deletion: NewDeletion, idempotencyKey?: string): Deletion;
  /** Remembers that a caller has asked for an operation that there is, with a key that is new. */
  join(id: string, caller: string, idempotencyKey: string): void;
  /** The operation with this id, as it is now; undefined where there is none, or it ended long ago. */
  get(id: string): Deletion | undefined;
  /** The operation that a caller has asked for with a key; undefined for none, and once it is forgotten. */
  startedWith(caller: string, idempotencyKey: string | undefined): Deletion | undefined;
  /** The operation that is under way for an image. */
  underWay(imageId: string): Deletion | undefined;
  /** Goes on with what an earlier run of the service has left unfinished. To be called once, at the start. */
  resume(): void;
  /**
   * Waits until every operation has ended. One whose registry is down ends after half an hour; one that the database cannot
   * take waits until it can.
   */
  drain(): Promise<void>;
  /** Ends the work after the steps that are under way. What is left is in the journal, for the next run. */
  stop(): Promise<void>;
  counts(): OperationCounts;
}

/** How many steps are under way at once in a registry. */
const stepsAtOnce = 8;
/** How long a step is put off in all while its registry is down. Not by the time of day, which can be set. */
const patienceMs = 30 * 60_000;
/** How long operations that have ended can be asked for. */
const keptMs = 30 * 24 * 60 * 60_000;
/** How often those are looked for that are to be forgotten. */
const prunedEveryMs = 60 * 60_000;

/**
 * Makes the operations over a journal. Those of one repository run one after another, in the order in which they were
 * accepted: a layout has a lock, and a registry reads every tag of the repository for each of them. Those of different
 * repositories run side by side, and a slow registry does not hold up another one.
 */
export function createOperations(options: OperationsOptions): Operations {
  const { journal, audit, store, runStep, clock, onFailure, onRetry } = options;
  const stopping = new AbortController();
  const stepLimits = new Map<string, LimitFunction>();
  const queues = new Map<string, LimitFunction>();
  const running = new Set<Promise<void>>();
  let prunedMs = 0;

  const enqueue = (id: string, repository: string): void => {
    const queue = queues.get(repository) ?? pLimit(1);
    queues.set(repository, queue);
    const ended = queue(() => run(id)).catch((error: unknown) => onFailure(error, id));
    running.add(ended);
    void ended.finally(() => {
      running.delete(ended);
      if (queue.activeCount === 0 && queue.pendingCount === 0) queues.delete(repository);
    });
  };

  const run = async (id: string): Promise<void> => {
    while (!stopping.signal.aborted) {
      const deletion = await written(id, () => journal.get(id));
      if (!deletion || deletion.endedMs !== undefined) return;
      const step = deletion.steps.find(({ outcome }) => outcome === undefined);
      if (!step) {
        await end(deletion);
        return;
      }
      let outcome: StepOutcome;
      try {
        outcome = await tryStep(deletion, step);
      } catch (error) {
        if (stopping.signal.aborted) return;
        onFailure(error, id);
        await end(deletion, toStatus(error, id));
        return;
      }
      await written(id, () =>
        journal.atomically(() => {
          // It is the registry's word of that moment, perhaps without its storage: it has to be asked again.
          if (outcome === 'gone') store.forget(deletion.repository, [step.digest], clock.now());
          if (outcome !== 'kept') store.removeImage(deletion.repository, step.digest);
          journal.endStep(id, step.digest, outcome, clock.now());
        }),
      );
    }
  };

  /**
   * Does what needs the database as soon as it can be done. A full disk must not make what the source has done forgotten:
   * the step would be done again, on whatever is there then. A row that cannot be understood does not pass: it must not hold
   * up the others of its repository.
   */
  const written = async <T>(id: string, work: () => T): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return work();
      } catch (error) {
        if (stopping.signal.aborted || !isStoreFailure(error)) throw error;
        const waitMs = pauseMs(attempt);
        onRetry(error, id, waitMs);
        // When the service stops, it is tried once more.
        await clock.wait(waitMs, stopping.signal).catch(() => undefined);
      }
    }
  };

  /** Tries a step until it is done, or fails for a reason that does not pass. */
  const tryStep = async (deletion: Deletion, step: DeletionStep): Promise<StepOutcome> => {
    const { signal } = stopping;
    const limit = stepLimitOf(deletion.repository);
    let waitedMs = 0;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await limit(() => runStep(deletion, step, signal));
      } catch (error) {
        const waitMs = pauseMs(attempt);
        waitedMs += waitMs;
        if (signal.aborted || !isTransient(error) || waitedMs > patienceMs) throw error;
        onRetry(error, deletion.id, waitMs);
        await clock.wait(waitMs, signal);
      }
    }
  };

  const stepLimitOf = (repository: string): LimitFunction => {
    const registryId = repository.slice(0, repository.indexOf('/'));
    const limit = stepLimits.get(registryId) ?? pLimit(stepsAtOnce);
    stepLimits.set(registryId, limit);
    return limit;
  };

  const end = async (deletion: Deletion, status?: Status): Promise<void> => {
    const atMs = clock.now();
    await written(deletion.id, () =>
      journal.atomically(() => {
        journal.end(deletion.id, atMs, status);
        audit.record(auditEntry(deletion, atMs, status ? 'failed' : 'done', status));
      }),
    );
  };

  const prune = (nowMs: number): void => {
    // A clock that went ahead and was put right must not keep it from being done.
    if (Math.abs(nowMs - prunedMs) < prunedEveryMs) return;
    prunedMs = nowMs;
    journal.prune(nowMs - keptMs);
  };

  return {
    start(given, idempotencyKey) {
      const nowMs = clock.now();
      const deletion: Deletion = {
        ...given,
        id: `op${randomUUID().replaceAll('-', '')}`,
        description: given.description.slice(0, 256),
        createdMs: nowMs,
        modifiedMs: nowMs,
        endedMs: undefined,
        error: undefined,
      };
      prune(nowMs);
      journal.atomically(() => {
        journal.add(deletion);
        if (idempotencyKey !== undefined) journal.addKey(deletion.id, deletion.caller, idempotencyKey);
        audit.record(auditEntry(deletion, nowMs, 'accepted'));
      });
      enqueue(deletion.id, deletion.repository);
      return deletion;
    },
    join: (id, caller, idempotencyKey) => journal.addKey(id, caller, idempotencyKey),
    get: (id) => journal.get(id),
    startedWith: (caller, key) => (key === undefined ? undefined : journal.startedWith(caller, key)),
    underWay: (imageId) => journal.underWay(imageId),
    resume() {
      prune(clock.now());
      for (const id of journal.unfinished()) {
        try {
          const deletion = journal.get(id);
          if (deletion) enqueue(id, deletion.repository);
        } catch (error) {
          onFailure(error, id);
        }
      }
    },
    async drain() {
      while (running.size > 0) await Promise.all(running);
    },
    async stop() {
      stopping.abort(new Error('The service stops.'));
      await Promise.all(running);
    },
    counts: () => journal.counts(),
  };
}
