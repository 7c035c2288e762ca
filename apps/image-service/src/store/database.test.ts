import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

import { openDatabase, type Database } from './database.ts';
import { migrations } from './migrations.ts';
import { StoreError } from './store-error.ts';

const makePath = async (): Promise<string> => `${await makeTemporaryFolder()}/index.db`;

function openingError(path: string): unknown {
  try {
    openDatabase(path).close();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('openDatabase', () => {
  it('makes the file with its tables, and opens it again as it was left', async () => {
    const path = await makePath();
    const first = openDatabase(path);
    const key = first.prepare('SELECT hex(key) AS key FROM store').get();
    first.close();
    using second = openDatabase(path);
    expect(second.prepare('SELECT hex(key) AS key FROM store').get()).toEqual(key);
    expect(second.prepare('PRAGMA user_version').get()).toEqual({ user_version: migrations.length });
  });

  it('does what a database of an earlier version lacks, and nothing twice', async () => {
    const path = await makePath();
    const old = new DatabaseSync(path);
    const [first = ''] = migrations;
    old.exec(`${first}; PRAGMA application_id = 1380543847; PRAGMA user_version = 1`);
    old.close();
    using database = openDatabase(path);
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: migrations.length });
  });

  it.each([
    [
      'no database',
      'this is text, and long enough to be looked at as the header of a database file'.repeat(9),
      'CORRUPT',
    ],
    ['cut off', undefined, 'CORRUPT'],
  ])('refuses a file that is %s, and says what to do', async (_, content, code) => {
    const path = await makePath();
    openDatabase(path).close();
    const whole = await readFile(path);
    await writeFile(path, content ?? whole.subarray(0, 5000));
    expect(openingError(path)).toMatchObject({ code, path, message: expect.stringContaining('backup') });
  });

  it('refuses the database of a newer version and of another program, and leaves them as they are', async () => {
    const newer = await makePath();
    openDatabase(newer).close();
    const change = new DatabaseSync(newer);
    change.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    change.close();
    expect(openingError(newer)).toMatchObject({ code: 'NEWER' });

    const foreign = await makePath();
    const other = new DatabaseSync(foreign);
    other.exec('CREATE TABLE contacts (name TEXT)');
    other.close();
    const before = await readFile(foreign);
    expect(openingError(foreign)).toMatchObject({ code: 'FOREIGN' });
    expect(await readFile(foreign)).toEqual(before);
  });

  it('says that a folder is missing or no file can be made', async () => {
    expect(openingError(`${await makeTemporaryFolder()}/missing/index.db`)).toBeInstanceOf(StoreError);
    expect(openingError(await makeTemporaryFolder())).toMatchObject({ code: 'UNUSABLE' });
  });

  it('lets one have the file at a time, whoever else may read it', async () => {
    const path = await makePath();
    using database = openDatabase(path);
    expect(openingError(path)).toMatchObject({ code: 'LOCKED', message: expect.stringContaining(path) });
    database.exec('CREATE TABLE t (x)');
    const reader = new DatabaseSync(path, { readOnly: true });
    expect(reader.prepare('SELECT count(*) AS n FROM t').get()).toEqual({ n: 0 });
    reader.close();
    database.close();
    expect(openingError(path)).toBeUndefined();
  });

  it('is the same file by whatever link it is opened', async () => {
    const folder = await makeTemporaryFolder();
    // A link to what is made only then, as that of an empty volume.
    await symlink(`${folder}/a.db`, `${folder}/b.db`);
    using _ = openDatabase(`${folder}/b.db`);
    expect(openingError(`${folder}/a.db`)).toMatchObject({ code: 'LOCKED' });
    expect(openingError(`${folder}/b.db`)).toMatchObject({ code: 'LOCKED' });
  });

  it('is free again after a process that had it was killed', async () => {
    const path = await makePath();
    const script = `
      const { openDatabase } = await import(${JSON.stringify(import.meta.resolve('./database.ts'))});
      openDatabase(process.argv[1]).exec('CREATE TABLE t (x)');
      process.stdout.write('open');
      setInterval(() => {}, 1000);
    `;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void holder.kill('SIGKILL'));
    const exit = once(holder, 'exit');
    // Whatever keeps it from opening the database is in its standard error.
    expect(await Promise.race([once(holder.stdout, 'data'), exit])).toEqual([Buffer.from('open')]);
    expect(openingError(path)).toMatchObject({ code: 'LOCKED' });
    holder.kill('SIGKILL');
    await exit;
    using database = openDatabase(path);
    expect(database.prepare('SELECT count(*) AS n FROM t').get()).toEqual({ n: 0 });
    expect((await stat(`${path}.lock`)).size).toBe(0);
  });
});

describe('probe', () => {
  it('writes, and changes nothing', async () => {
    const path = await makePath();
    using database = openDatabase(path);
    const { size } = await stat(`${path}-wal`);
    database.probe();
    expect((await stat(`${path}-wal`)).size).toBeGreaterThan(size);
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: migrations.length });
    database.exec('PRAGMA query_only = ON');
    expect(() => database.probe()).toThrow('readonly');
  });
});

const rows = (database: Database): unknown =>
  database
    .prepare('SELECT x FROM t ORDER BY x')
    .all()
    .map(({ x }) => x);

describe.each(['transaction', 'batch'] as const)('%s', (kind) => {
  it('keeps what was written, and nothing of what failed', () => {
    using database = openDatabase(':memory:');
    database.exec('CREATE TABLE t (x)');
    expect(database[kind](() => database.prepare('INSERT INTO t VALUES (1)').run().changes)).toBe(1);
    const failing = () =>
      database[kind](() => {
        database.exec('INSERT INTO t VALUES (2)');
        throw new Error('no');
      });
    expect(failing).toThrow('no');
    expect(rows(database)).toEqual([1]);
  });

  it('is part of the one around it', () => {
    using database = openDatabase(':memory:');
    database.exec('CREATE TABLE t (x)');
    const outer = () =>
      database.transaction(() => {
        database[kind](() => database.exec('INSERT INTO t VALUES (1)'));
        throw new Error('no');
      });
    expect(outer).toThrow('no');
    expect(rows(database)).toEqual([]);
  });

  it('leaves whoever comes after it with what is on the disk when it returns', () => {
    using database = openDatabase(':memory:');
    database[kind](() => database.exec('CREATE TABLE t (x)'));
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
  });
});
