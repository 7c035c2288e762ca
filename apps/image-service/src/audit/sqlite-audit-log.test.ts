import { AsyncLocalStorage } from 'node:async_hooks';

import { describe, expect, it } from 'vitest';

import { createLogger } from '../log.ts';
import { openDatabase } from '../store/database.ts';
import type { AuditEntry } from './audit-log.ts';
import { createAuditLog, readAuditLog } from './sqlite-audit-log.ts';

const entry: AuditEntry = {
  atMs: Date.parse('2026-10-01T12:00:00Z'),
  action: 'images.delete',
  outcome: 'refused',
  caller: 'ci',
  address: '10.0.0.1',
  requestId: 'r1',
  imageId: 'img1',
  code: 'PERMISSION_DENIED',
  message: 'ci may not delete images of prod/app.',
};

function makeLog() {
  const database = openDatabase(':memory:');
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = createLogger({ requests: new AsyncLocalStorage(), destination });
  return { database, lines, audit: createAuditLog({ database, logger }) };
}

describe('createAuditLog', () => {
  it('keeps each entry, with its time for people, and logs it', () => {
    const { database, lines, audit } = makeLog();
    audit.record(entry);
    audit.record({ ...entry, outcome: 'accepted', atMs: entry.atMs + 1 });
    expect(Array.from(readAuditLog(database), (line): unknown => JSON.parse(line))).toEqual([
      { at: '2026-10-01T12:00:00.000Z', ...entry },
      { at: '2026-10-01T12:00:00.001Z', ...entry, outcome: 'accepted', atMs: entry.atMs + 1 },
    ]);
    expect(lines.map((line): unknown => JSON.parse(line))[0]).toMatchObject({ msg: 'audit', audit: entry });
  });

  it.each([
    "UPDATE audit SET caller = 'x'",
    'DELETE FROM audit',
    "INSERT OR REPLACE INTO audit (number, at_ms, outcome, caller, entry) VALUES (1, 0, 'done', 'x', '{}')",
    'UPDATE OR REPLACE audit SET number = 1',
  ])('refuses %s', (sql) => {
    const { database, audit } = makeLog();
    audit.record(entry);
    expect(() => database.exec(sql)).toThrow(/audit log/);
    expect([...readAuditLog(database)]).toHaveLength(1);
  });

  it('takes back what was recorded in a transaction that was undone', () => {
    const { database, audit } = makeLog();
    const work = (): void =>
      database.transaction(() => {
        audit.record(entry);
        throw new Error('undone');
      });
    expect(work).toThrow('undone');
    expect([...readAuditLog(database)]).toEqual([]);
  });
});
