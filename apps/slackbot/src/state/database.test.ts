import { writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { DatabaseError } from './database-error.ts';
import { openDatabase } from './database.ts';
import { migrations } from './migrations.ts';

function problemOf(path: string): DatabaseError {
  try {
    openDatabase(path)[Symbol.dispose]();
  } catch (error) {
    if (error instanceof DatabaseError) return error;
    throw error;
  }
  throw new Error('The database was opened.');
}

async function newPath(): Promise<string> {
  return join(await makeTemporaryFolder(), 'bot.sqlite');
}

describe('openDatabase', () => {
  it('makes a database, and opens it again', async () => {
    const path = await newPath();
    openDatabase(path)[Symbol.dispose]();
    using database = openDatabase(path);
    expect(database.sql.prepare('PRAGMA user_version').get()).toEqual({ user_version: migrations.length });
    expect(database.sql.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  });

  it('says so where a newer version has written the file', async () => {
    const path = await newPath();
    {
      using database = openDatabase(path);
      database.sql.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    }
    expect(problemOf(path)).toMatchObject({ problem: 'newer' });
    expect(problemOf(path).message).toContain('Start that version');
  });

  it('does not touch the file of another program', async () => {
    const path = await newPath();
    const other = new DatabaseSync(path);
    other.exec('CREATE TABLE theirs (a)');
    other.close();
    expect(problemOf(path)).toMatchObject({ problem: 'foreign' });
  });

  it('says so where the file is no database', async () => {
    const path = await newPath();
    await writeFile(path, 'Dear diary, '.repeat(1000));
    expect(problemOf(path)).toMatchObject({ problem: 'damaged' });
  });

  it('says so where the file is damaged', async () => {
    const path = await newPath();
    openDatabase(path)[Symbol.dispose]();
    const bytes = await readFile(path);
    bytes.fill(0x5a, 4096 * 2, 4096 * 4);
    writeFileSync(path, bytes);
    expect(problemOf(path)).toMatchObject({ problem: 'damaged' });
  });

  it('says so where there is no such folder', () => {
    expect(problemOf('/nowhere/at/all.sqlite')).toMatchObject({ problem: 'unreachable' });
  });
});

describe('check', () => {
  it('writes, and says so where the disk has no more room', async () => {
    using database = openDatabase(await newPath());
    database.check();
    // As SQLite does on a disk that is full, it takes no more pages than there are.
    database.sql.exec('DELETE FROM write_checks; VACUUM');
    const pages = Object.values(database.sql.prepare('PRAGMA page_count').get() ?? {})[0];
    database.sql.exec(`PRAGMA max_page_count = ${String(pages)}`);
    expect(() => database.check()).toThrow(expect.objectContaining({ problem: 'full' }));
    database.sql.exec('PRAGMA max_page_count = 100000');
    expect(() => database.check()).not.toThrow();
  });

  it('waits for nobody who writes, and says so; others wait for no longer than a moment', async () => {
    const path = await newPath();
    using database = openDatabase(path);
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    expect(() => database.check()).toThrow(expect.objectContaining({ problem: 'busy' }));
    expect(database.sql.prepare('PRAGMA busy_timeout').get()).toEqual({ timeout: 100 });
    expect(() => database.transaction(() => undefined)).toThrow(/another program holds it/);
    other.close();
    expect(() => database.check()).not.toThrow();
  });
});

describe('transaction', () => {
  it('does all or nothing, the part within included', () => {
    using database = openDatabase(':memory:');
    const told: string[] = [];
    database.sql.exec('CREATE TABLE t (a)');
    const count = (): unknown => database.sql.prepare('SELECT count(*) AS n FROM t').get();
    const insert = (): void => {
      database.transaction(() => {
        database.sql.exec('INSERT INTO t VALUES (1)');
        database.afterCommit(() => told.push('stored'));
      });
    };
    expect(() =>
      database.transaction(() => {
        insert();
        throw new Error('no');
      }),
    ).toThrow('no');
    expect([count(), told]).toEqual([{ n: 0 }, []]);
    database.transaction(() => {
      insert();
      expect(told).toEqual([]);
    });
    expect([count(), told]).toEqual([{ n: 1 }, ['stored']]);
  });
});
