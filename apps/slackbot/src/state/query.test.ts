import { describe, expect, it } from 'vitest';

import { latestQuery } from './audit-log.ts';
import { openDatabase } from './database.ts';
import { keysQuery } from './deletion-requests.ts';
import type { Query } from './query.ts';

/** How SQLite finds the rows. */
function planOf({ text, values }: Query): string {
  using database = openDatabase(':memory:');
  const steps = database.sql.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values);
  return steps.map(({ detail }) => String(detail)).join('; ');
}

describe('keysQuery', () => {
  it.each([
    [
      'the requests that are over',
      { states: ['awaiting-approval', 'approved'], expiredAtMs: 1 },
      'deletion_requests_by_state (state=?)',
    ],
    [
      'those of a team that wait',
      { teamId: 'T1', states: ['awaiting-approval'] },
      'deletion_requests_by_state (state=? AND team_id=?)',
    ],
    [
      'those of a user',
      { teamId: 'T1', requester: 'U1' },
      'deletion_requests_by_requester (team_id=? AND requester=?)',
    ],
  ] as const)('finds %s by an index', (_what, filter, index) => {
    const plan = planOf(keysQuery({ ...filter, limit: 9 }));
    expect(plan).toMatch(/^SEARCH deletion_requests USING (?:COVERING )?INDEX/);
    expect(plan).toContain(index);
  });
});

describe('latestQuery', () => {
  it.each([
    [{}, 'audit_log_by_team (team_id=? AND seq<?)'],
    [{ imageName: 'reg/app' }, 'audit_log_by_image (team_id=? AND image_name=?'],
    [{ userId: 'U1' }, 'audit_log_by_user (team_id=? AND user_id=?'],
    [{ requestId: 'r1' }, 'audit_log_by_request (team_id=? AND request_id=?'],
  ])('finds the lines of %j by an index, in their order', (filter, index) => {
    const plan = planOf(latestQuery('T1', { ...filter, limit: 9, beforeSeq: 100 }));
    expect(plan).toContain(index);
    expect(plan).not.toMatch(/SCAN|TEMP B-TREE/);
  });
});
