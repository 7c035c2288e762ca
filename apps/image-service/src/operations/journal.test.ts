import { join } from 'node:path';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '../store/database.ts';
import type { Deletion } from './deletion.ts';
import { createJournal } from './journal.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}` as const;

const deletion = (change: Partial<Deletion> = {}): Deletion => ({
  id: 'op1',
  description: 'Delete image local/app@aaaaaaaaaaaa',
  caller: 'ci',
  address: '127.0.0.1',
  requestId: 'r1',
  imageId: 'img1',
  repository: 'local/app',
  options: { deleteReferrers: true, deleteOrphanedChildren: false, etag: '"e"' },
  steps: [
    { digest: digest('a'), role: 'image', tags: ['v1', 'latest'], modifiedMs: 500, outcome: undefined },
    { digest: digest('b'), role: 'referrer', tags: [], modifiedMs: 600, outcome: undefined },
  ],
  createdMs: 1000,
  modifiedMs: 1000,
  endedMs: undefined,
  error: undefined,
  ...change,
});

describe('createJournal', () => {
  it('gives back what it was given, after the database was closed and opened again', async () => {
    const path = join(await makeTemporaryFolder(), 'index.db');
    const bare = deletion({
      id: 'op2',
      imageId: 'img2',
      address: undefined,
      requestId: undefined,
      options: { deleteReferrers: false, deleteOrphanedChildren: false },
      steps: [],
    });
    {
      using database = openDatabase(path);
      const journal = createJournal(database);
      journal.add(deletion());
      journal.add(bare);
      journal.endStep('op1', digest('a'), 'deleted', 2000);
    }
    using database = openDatabase(path);
    const journal = createJournal(database);
    const { steps, ...rest } = deletion({ modifiedMs: 2000 });
    expect(journal.get('op1')).toEqual({
      ...rest,
      steps: [expect.objectContaining({ ...steps[0], outcome: 'deleted' }), steps[1]],
    });
    expect(journal.get('op2')).toEqual(bare);
    expect(journal.unfinished()).toEqual(['op1', 'op2']);
  });

  it('finds by image only what is under way, and by key what has ended too', () => {
    using database = openDatabase(':memory:');
    const journal = createJournal(database);
    journal.add(deletion());
    journal.addKey('op1', 'ci', 'k1');
    journal.addKey('op1', 'ci', 'k2');
    expect(journal.underWay('img1')?.id).toBe('op1');
    journal.end('op1', 3000, { code: 9, message: 'No.', details: [] });
    expect(journal.underWay('img1')).toBeUndefined();
    expect(journal.unfinished()).toEqual([]);
    expect(journal.startedWith('ci', 'k1')).toMatchObject({
      id: 'op1',
      modifiedMs: 3000,
      endedMs: 3000,
      error: { code: 9, message: 'No.', details: [] },
    });
    expect(journal.startedWith('ci', 'k2')?.id).toBe('op1');
    expect(journal.startedWith('somebody else', 'k1')).toBeUndefined();
  });

  it('does not take a second one for an image or a key', () => {
    using database = openDatabase(':memory:');
    const journal = createJournal(database);
    journal.add(deletion());
    journal.addKey('op1', 'ci', 'k1');
    expect(() => journal.add(deletion({ id: 'op2' }))).toThrow(/UNIQUE/);
    journal.add(deletion({ id: 'op2', imageId: 'img2' }));
    expect(() => journal.addKey('op2', 'ci', 'k1')).toThrow(/UNIQUE/);
    expect(journal.startedWith('ci', 'k1')?.id).toBe('op1');
  });

  it('ends an operation once', () => {
    using database = openDatabase(':memory:');
    const journal = createJournal(database);
    journal.add(deletion());
    journal.end('op1', 2000);
    journal.end('op1', 3000, { code: 9, message: 'No.', details: [] });
    expect(journal.get('op1')).toMatchObject({ endedMs: 2000, error: undefined });
  });

  it('forgets in bulk what ended long ago, with its steps, and nothing that is under way', () => {
    using database = openDatabase(':memory:');
    const journal = createJournal(database);
    for (let index = 0; index < 50; index += 1) {
      const id = `op${index}`;
      journal.add(deletion({ id, imageId: id }));
      journal.addKey(id, 'ci', id);
      if (index > 0) journal.end(id, 1000 * index);
    }
    expect(journal.prune(40_000)).toBe(39);
    expect(journal.get('op39')).toBeUndefined();
    expect(journal.unfinished()).toEqual(['op0']);
    expect(journal.counts()).toEqual({ underWay: 1, succeeded: 10, failed: 0 });
    expect(database.prepare('SELECT count(*) AS count FROM operation_steps').get()).toEqual({ count: 22 });
    expect(journal.startedWith('ci', 'op39')).toBeUndefined();
    expect(journal.startedWith('ci', 'op40')?.id).toBe('op40');
  });

  it('looks for what is to go among the operations that are under way, however many have ended', () => {
    using database = openDatabase(':memory:');
    const prepared: string[] = [];
    const recorded: Database = {
      ...database,
      prepare(sql) {
        prepared.push(sql);
        return database.prepare(sql);
      },
    };
    createJournal(recorded);
    const sql = prepared.find((text) => text.includes('repository = ? AND digest = ?')) ?? '';
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
    expect(plan.map(({ detail }) => detail)).toEqual([
      'SCAN operations USING INDEX operations_under_way',
      'SEARCH operation_steps USING PRIMARY KEY (operation=?)',
    ]);
  });
});
