import { join } from 'node:path';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

import type { AuditEntry, StoredAuditEntry } from './audit-entry.ts';
import type { AuditSink } from './audit-log.ts';
import { openDatabase } from './database.ts';
import { newDeletionRequest, type DeletionRequest } from './deletion-request.ts';
import { openState, type State } from './state.ts';

const key = { teamId: 'T1', id: 'r1' };
const image = { name: 'reg/app', digest: 'sha256:1', tags: ['v1'], fingerprint: 'f', sizeBytes: 1 };
const confirmation = {
  id: 'c1',
  teamId: 'T1',
  userId: 'U1',
  channelId: 'C1',
  images: [{ imageId: 'i1', fingerprint: 'f' }],
  expiresAtMs: 100,
};

function open(path = ':memory:', sink?: AuditSink): State {
  const state = openState(path, sink);
  onTestFinished(() => state[Symbol.dispose]());
  return state;
}

async function newPath(): Promise<string> {
  return join(await makeTemporaryFolder(), 'bot.sqlite');
}

function requestOf(change: Partial<DeletionRequest> = {}): DeletionRequest {
  const request = newDeletionRequest({
    ...key,
    channelId: 'C1',
    requester: 'U0',
    createdAtMs: 1,
    expiresAtMs: 100,
    reason: 'old',
    images: [
      { ...image, imageId: 'i1' },
      { ...image, imageId: 'i2' },
    ],
    rule: { needs: [], typesDigest: false },
  });
  return { ...request, ...change };
}

function entryOf(change: Partial<AuditEntry> = {}): AuditEntry {
  return { teamId: 'T1', atMs: 1, kind: 'request', userId: 'U0', ...change };
}

describe('createDeletionRequests', () => {
  it('gives back what was stored, also to another process', async () => {
    const path = await newPath();
    open(path).requests.add(requestOf(), []);
    expect(open(path).requests.get(key)).toEqual(requestOf());
    expect(open(path).requests.get({ ...key, teamId: 'T2' })).toBeUndefined();
  });

  it('lets exactly one of two processes win', async () => {
    const path = await newPath();
    const [one, other] = [open(path), open(path)];
    one.requests.add(requestOf(), []);
    const start = { kind: 'start', atMs: 2 } as const;
    expect(one.requests.apply(key, start).outcome).toBe('changed');
    expect(other.requests.apply(key, start).outcome).toBe('refused');
    expect(other.requests.apply({ ...key, id: 'r2' }, start).outcome).toBe('unknown-request');
  });

  it('stores a change and its audit, or neither', () => {
    const { requests, auditLog } = open();
    requests.add(requestOf(), [entryOf()]);
    expect(() =>
      requests.apply(key, { kind: 'start', atMs: 2 }, () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(requests.get(key)?.state).toBe('approved');
    requests.apply(key, { kind: 'start', atMs: 2 }, ({ requester }) => [
      entryOf({ kind: 'delete', userId: requester }),
    ]);
    requests.apply(key, { kind: 'progress', imageId: 'i2', state: 'gone' });
    expect(requests.get(key)).toMatchObject({
      state: 'running',
      version: 3,
      images: [{}, { state: 'gone' }],
    });
    expect(auditLog.latest('T1', { limit: 9 }).map(({ kind }) => kind)).toEqual(['delete', 'request']);
  });

  it('lists by team, state, requester and time, the newest first', () => {
    const { requests } = open();
    requests.add(requestOf(), []);
    requests.add(requestOf({ id: 'r2', createdAtMs: 2, expiresAtMs: 500, state: 'rejected' }), []);
    requests.add(requestOf({ id: 'r3', teamId: 'T2', requester: 'U9' }), []);
    const idsOf = (filter: Parameters<typeof requests.list>[0]): string[] =>
      requests.list(filter).map(({ id }) => id);
    expect(idsOf({ teamId: 'T1', limit: 9 })).toEqual(['r2', 'r1']);
    expect(idsOf({ states: ['approved'], limit: 1 })).toHaveLength(1);
    expect(idsOf({ requester: 'U9', limit: 9 })).toEqual(['r3']);
    expect(idsOf({ expiredAtMs: 100, states: ['approved'], limit: 9 })).toEqual(['r1', 'r3']);
  });

  it('leases a request to one at a time, until it is given back or the time is over', () => {
    const { requests } = open();
    requests.add(requestOf(), []);
    const lease = (owner: string, nowMs: number): boolean =>
      requests.lease(key, { owner, nowMs, untilMs: nowMs + 10 });
    expect([lease('a', 0), lease('b', 5), lease('a', 9), lease('b', 15), lease('b', 19)]).toEqual([
      true,
      false,
      true,
      false,
      true,
    ]);
    expect(requests.unattended(20)).toEqual([]);
    requests.release(key, 'a');
    expect(requests.unattended(20)).toEqual([]);
    requests.release(key, 'b');
    expect(requests.unattended(20)).toEqual([key]);
    requests.add(requestOf({ id: 'r2', state: 'done' }), []);
    expect(requests.lease({ ...key, id: 'r2' }, { owner: 'a', nowMs: 0, untilMs: 1 })).toBe(false);
  });
});

describe('createAuditLog', () => {
  it('can be added to, and not changed, in whatever way', async () => {
    const path = await newPath();
    open(path).auditLog.append([entryOf()]);
    using database = openDatabase(path);
    for (const statement of [
      "UPDATE audit_log SET user_id = 'U9'",
      'DELETE FROM audit_log',
      `INSERT OR REPLACE INTO audit_log (seq, team_id, at_ms, kind, user_id, body) VALUES (1, 'T1', 1, 'x', 'U', '{}')`,
    ]) {
      expect(() => database.sql.exec(statement)).toThrow('can only be added to');
    }
    expect(open(path).auditLog.latest('T1', { limit: 9 })).toEqual([{ ...entryOf(), seq: 1 }]);
  });

  it('is read by image, by user and by request, page by page', () => {
    const { auditLog } = open();
    const audited = { imageId: 'i1', name: 'reg/app', digest: 'sha256:1', tags: ['v1'] };
    auditLog.append([
      entryOf({ userId: 'U1' }),
      entryOf({ image: audited }),
      entryOf({ teamId: 'T2', image: audited }),
      entryOf({ requestId: 'r1' }),
    ]);
    const seqsOf = (filter: Parameters<typeof auditLog.latest>[1]): number[] =>
      auditLog.latest('T1', filter).map(({ seq }) => seq);
    expect(seqsOf({ limit: 2 })).toEqual([4, 2]);
    expect(seqsOf({ limit: 2, beforeSeq: 2 })).toEqual([1]);
    expect(seqsOf({ limit: 9, imageName: 'reg/app' })).toEqual([2]);
    expect(seqsOf({ limit: 9, userId: 'U1' })).toEqual([1]);
    expect(seqsOf({ limit: 9, requestId: 'r1' })).toEqual([4]);
    expect(auditLog.after('T1', 1, 1).map(({ seq }) => seq)).toEqual([2]);
  });

  it('tells the sink what is stored, and of what is not nothing', () => {
    const told: StoredAuditEntry[] = [];
    const state = open(':memory:', { recorded: (entries) => told.push(...entries) });
    expect(() =>
      state.transaction(() => {
        state.auditLog.append([entryOf()]);
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(told).toEqual([]);
    state.auditLog.append([entryOf({ userId: 'U2' })]);
    expect(told).toEqual([{ ...entryOf({ userId: 'U2' }), seq: 1 }]);
  });
});

describe('createSettings', () => {
  it('remembers the settings of each workspace', async () => {
    const path = await newPath();
    open(path).settings.set('T1', { listRenderer: 'sections' });
    open(path).settings.set('T1', { auditPostedSeq: 7 });
    expect(open(path).settings.of('T1')).toEqual({ listRenderer: 'sections', auditPostedSeq: 7 });
    expect(open(path).settings.of('T2')).toEqual({ listRenderer: 'data_table', auditPostedSeq: 0 });
  });
});

describe('createConfirmations', () => {
  const answerer = { teamId: 'T1', userId: 'U1', channelId: 'C1' };

  it('can be used once', () => {
    const { confirmations } = open();
    confirmations.issue(confirmation);
    expect(confirmations.find('c1', answerer, 99)).toEqual({ outcome: 'open', confirmation });
    expect([confirmations.use('c1', 'r1'), confirmations.use('c1', 'r2')]).toEqual([true, false]);
    expect(confirmations.find('c1', answerer, 99)).toEqual({ outcome: 'used', requestId: 'r1' });
  });

  it('expires, and is forgotten later', () => {
    const { confirmations } = open();
    confirmations.issue(confirmation);
    expect(confirmations.find('c1', answerer, 100)).toEqual({ outcome: 'expired' });
    confirmations.issue({ ...confirmation, id: 'c2', expiresAtMs: 100 * 24 * 3_600_000 });
    expect(confirmations.find('c1', answerer, 100)).toEqual({ outcome: 'unknown' });
  });

  it.each([{ userId: 'U2' }, { channelId: 'C2' }, { teamId: 'T2' }])('is bound, here by %j', (change) => {
    const { confirmations } = open();
    confirmations.issue(confirmation);
    expect(confirmations.find('c1', { ...answerer, ...change }, 1)).toEqual({ outcome: 'unknown' });
  });
});

describe('createClaims', () => {
  it('forgets those of processes that have died', async () => {
    const path = await newPath();
    const { claims } = open(path);
    claims.take({ teamId: 'T1', name: 'message r1' }, { owner: 'dead', nowMs: 0, untilMs: 60 });
    claims.take({ teamId: 'T1', name: 'message r2' }, { owner: 'alive', nowMs: 60, untilMs: 120 });
    using database = openDatabase(path);
    expect(database.sql.prepare('SELECT owner FROM claims').all()).toEqual([{ owner: 'alive' }]);
  });
});
