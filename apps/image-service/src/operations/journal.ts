import { isDigest, normalizeStatus, type Digest, type Status } from '@registry-images/model';

import type { Database } from '../store/database.ts';
import type { Deletion, DeleteOptions, DeletionStep, StepOutcome, StepRole } from './deletion.ts';

/**
 * Where deletions are written down before anything happens, and then what became of each step. What a call has written is
 * on the disk when it returns.
 */
export interface Journal {
  /** Runs `work` so that all that it writes into the database is there, or nothing. */
  atomically<T>(work: () => T): T;
  /** Throws where one is under way for the image. */
  add(deletion: Deletion): void;
  /** Remembers, as long as the operation, with which key a caller has asked for it. Throws where the key has another one. */
  addKey(id: string, caller: string, idempotencyKey: string): void;
  get(id: string): Deletion | undefined;
  /** The one that a caller has asked for with a key. */
  startedWith(caller: string, idempotencyKey: string): Deletion | undefined;
  /** The one that is under way for an image. */
  underWay(imageId: string): Deletion | undefined;
  /** Whether an image, or what goes with one, is still to be deleted by one that is under way. */
  isToGo(repository: string, digest: Digest): boolean;
  /** The ids of all that are under way, in the order in which they were accepted. */
  unfinished(): readonly string[];
  endStep(id: string, digest: Digest, outcome: StepOutcome, atMs: number): void;
  /** Ends an operation, in failure where there is an error. */
  end(id: string, atMs: number, error?: Status): void;
  /** Forgets those that ended before a moment, and tells how many. */
  prune(endedBeforeMs: number): number;
  counts(): OperationCounts;
}

/** How many operations there are in each state. */
export interface OperationCounts {
  readonly underWay: number;
  readonly succeeded: number;
  readonly failed: number;
}

/** Makes the journal over a database with its tables. */
export function createJournal(database: Database): Journal {
  const columns = `number, id, description, caller, address, request_id, image_id, repository, options, created_ms, modified_ms,
    ended_ms, error`;
  const insert = database.prepare(`
    INSERT INTO operations (id, description, caller, address, request_id, image_id, repository, options, created_ms,
      modified_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertStep = database.prepare(
    'INSERT INTO operation_steps (operation, position, digest, role, tags, modified_ms) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const byId = database.prepare(`SELECT ${columns} FROM operations WHERE id = ?`);
  const byKey = database.prepare(
    `SELECT ${columns} FROM operations WHERE number =
      (SELECT operation FROM operation_keys WHERE caller = ? AND idempotency_key = ?)`,
  );
  const insertKey = database.prepare(`
    INSERT INTO operation_keys (caller, idempotency_key, operation)
    VALUES (?, ?, (SELECT number FROM operations WHERE id = ?))`);
  const byImage = database.prepare(
    `SELECT ${columns} FROM operations WHERE image_id = ? AND ended_ms IS NULL`,
  );
  const steps = database.prepare(
    'SELECT digest, role, tags, modified_ms, outcome FROM operation_steps WHERE operation = ? ORDER BY position',
  );
  const idsUnderWay = database.prepare('SELECT id FROM operations WHERE ended_ms IS NULL ORDER BY number');
  // CROSS keeps the order: few operations are under way, and every event of a push asks.
  const toGo = database.prepare(`
    SELECT 1 FROM operations CROSS JOIN operation_steps ON operation = number
    WHERE ended_ms IS NULL AND repository = ? AND digest = ? AND outcome IS NULL`);
  const endStep = database.prepare(`
    UPDATE operation_steps SET outcome = ?
    WHERE operation = (SELECT number FROM operations WHERE id = ?) AND digest = ?`);
  const touch = database.prepare('UPDATE operations SET modified_ms = ? WHERE id = ?');
  const end = database.prepare(
    'UPDATE operations SET modified_ms = ?, ended_ms = ?, error = ? WHERE id = ? AND ended_ms IS NULL',
  );
  const prune = database.prepare('DELETE FROM operations WHERE ended_ms < ?');
  const counts = database.prepare(`
    SELECT count(*) FILTER (WHERE ended_ms IS NULL) AS underWay,
      count(*) FILTER (WHERE ended_ms IS NOT NULL AND error IS NULL) AS succeeded, count(error) AS failed
    FROM operations`);

  const read = (row: Row | undefined): Deletion | undefined =>
    row && toDeletion(row, steps.all(Number(row['number'])));

  return {
    atomically: (work) => database.transaction(work),
    add(deletion) {
      const { id, description, caller, imageId, repository, options, createdMs, modifiedMs } = deletion;
      const { address = null, requestId = null } = deletion;
      const who = [caller, address, requestId];
      const what = [imageId, repository, JSON.stringify(options), createdMs, modifiedMs];
      database.transaction(() => {
        const number = insert.run(id, description, ...who, ...what).lastInsertRowid;
        for (const [position, step] of deletion.steps.entries()) {
          const { digest, role, tags } = step;
          insertStep.run(number, position, digest, role, JSON.stringify(tags), step.modifiedMs);
        }
      });
    },
    addKey: (id, caller, key) => void insertKey.run(caller, key, id),
    get: (id) => read(byId.get(id)),
    startedWith: (caller, key) => read(byKey.get(caller, key)),
    underWay: (imageId) => read(byImage.get(imageId)),
    isToGo: (repository, digest) => toGo.get(repository, digest) !== undefined,
    unfinished: () => idsUnderWay.all().map((row) => textIn(row, 'id')),
    endStep(id, digest, outcome, atMs) {
      database.transaction(() => {
        endStep.run(outcome, id, digest);
        touch.run(atMs, id);
      });
    },
    end: (id, atMs, error) =>
      void end.run(atMs, atMs, error === undefined ? null : JSON.stringify(error), id),
    prune: (endedBeforeMs) => Number(prune.run(endedBeforeMs).changes),
    counts() {
      const row = counts.get() ?? {};
      return {
        underWay: numberIn(row, 'underWay'),
        succeeded: numberIn(row, 'succeeded'),
        failed: numberIn(row, 'failed'),
      };
    },
  };
}

type Row = Readonly<Record<string, unknown>>;

function toDeletion(row: Row, steps: readonly Row[]): Deletion {
  const error = optionalTextIn(row, 'error');
  return {
    id: textIn(row, 'id'),
    description: textIn(row, 'description'),
    caller: textIn(row, 'caller'),
    address: optionalTextIn(row, 'address'),
    requestId: optionalTextIn(row, 'request_id'),
    imageId: textIn(row, 'image_id'),
    repository: textIn(row, 'repository'),
    options: toOptions(JSON.parse(textIn(row, 'options'))),
    steps: steps.map(toStep),
    createdMs: numberIn(row, 'created_ms'),
    modifiedMs: numberIn(row, 'modified_ms'),
    endedMs: row['ended_ms'] === null ? undefined : numberIn(row, 'ended_ms'),
    error: error === undefined ? undefined : normalizeStatus(JSON.parse(error)),
  };
}

function toOptions(json: Partial<DeleteOptions>): DeleteOptions {
  const { deleteReferrers = false, deleteOrphanedChildren = false, etag } = json;
  return { deleteReferrers, deleteOrphanedChildren, ...(etag !== undefined && { etag }) };
}

const roles: readonly StepRole[] = ['image', 'orphan', 'referrer'];
const outcomes: readonly StepOutcome[] = ['deleted', 'gone', 'kept'];

function toStep(row: Row): DeletionStep {
  const digest = textIn(row, 'digest');
  const role = roles.find((candidate) => candidate === row['role']);
  if (!isDigest(digest) || !role) throw new Error(`The journal has a step that is none: ${digest}.`);
  const tags: unknown = JSON.parse(textIn(row, 'tags'));
  return {
    digest,
    role,
    tags: Array.isArray(tags) ? tags.map(String) : [],
    modifiedMs: numberIn(row, 'modified_ms'),
    outcome: outcomes.find((candidate) => candidate === row['outcome']),
  };
}

function textIn(row: Row, column: string): string {
  return String(row[column]);
}

function optionalTextIn(row: Row, column: string): string | undefined {
  const value = row[column];
  return typeof value === 'string' ? value : undefined;
}

function numberIn(row: Row, column: string): number {
  return Number(row[column]);
}
