import type { Digest } from '@registry-images/model';
import type { Clock } from '@registry-images/oci';

import type { AuditEntry } from '../src/audit/audit-log.ts';
import type { DeletionStep, NewDeletion } from '../src/operations/deletion.ts';
import { createJournal } from '../src/operations/journal.ts';
import { createOperations, type Operations, type RunStep } from '../src/operations/operations.ts';
import { openDatabase, type Database } from '../src/store/database.ts';

/** A digest of one letter. */
export const digest = (letter: string): Digest => `sha256:${letter.repeat(64)}`;

/** Steps of which the first is that of the image itself. */
export const steps = (...letters: string[]): DeletionStep[] =>
  letters.map((letter, index) => ({
    digest: digest(letter),
    role: index === 0 ? 'image' : 'orphan',
    tags: [`tag-${letter}`],
    modifiedMs: 0,
    outcome: undefined,
  }));

/** A deletion of one step. */
export const deletion = (change: Partial<NewDeletion> = {}): NewDeletion => ({
  description: 'Delete image',
  caller: 'ci',
  address: '127.0.0.1',
  requestId: 'r1',
  imageId: 'img1',
  repository: 'local/app',
  options: { deleteReferrers: false, deleteOrphanedChildren: false },
  steps: steps('a'),
  ...change,
});

/** What {@link makeOperations} makes. */
export interface TestOperations {
  readonly operations: Operations;
  readonly audit: readonly AuditEntry[];
  readonly failures: readonly unknown[];
  readonly retries: readonly unknown[];
  /** How long it has waited each time, ms. */
  readonly waits: readonly number[];
  /** What was taken out of the store, `<repository>@<digest>`. */
  readonly removed: readonly string[];
  /** What is to be asked for again, likewise. */
  readonly forgotten: readonly string[];
  /** Sets the clock forward. */
  readonly pass: (ms: number) => void;
}

/** Operations on a clock on which waiting takes no time, and what they did. */
export function makeOperations(
  runStep: RunStep,
  database: Database = openDatabase(':memory:'),
  onWait: (count: number, signal: AbortSignal | undefined) => void | Promise<void> = () => {},
): TestOperations {
  const audit: AuditEntry[] = [];
  const failures: unknown[] = [];
  const retries: unknown[] = [];
  const waits: number[] = [];
  const removed: string[] = [];
  const forgotten: string[] = [];
  let nowMs = 0;
  const clock: Clock = {
    now: () => nowMs,
    async wait(ms, signal) {
      await Promise.resolve();
      signal?.throwIfAborted();
      waits.push(ms);
      await onWait(waits.length, signal);
      nowMs += ms;
    },
  };
  const operations = createOperations({
    journal: createJournal(database),
    audit: { record: (entry) => void audit.push(entry) },
    store: {
      forget: (name, digests) => void forgotten.push(...[...digests].map((one) => `${name}@${one}`)),
      removeImage: (name, one) => void removed.push(`${name}@${one}`),
    },
    runStep,
    clock,
    onFailure: (error) => failures.push(error),
    onRetry: (error) => retries.push(error),
  });
  return {
    operations,
    audit,
    failures,
    retries,
    waits,
    removed,
    forgotten,
    pass: (ms: number) => void (nowMs += ms),
  };
}
