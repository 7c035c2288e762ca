import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { newDeletionRequest } from '../src/state/deletion-request.ts';
import { openState } from '../src/state/state.ts';

const program = new URL('programs/claim-requests.ts', import.meta.url).pathname;
const count = 40;

/** How often a process was the first. */
interface Result {
  readonly started: number;
  readonly used: number;
  readonly claimed: number;
}

/** Lets several processes do the same with a database at once. */
async function race(path: string): Promise<readonly Result[]> {
  const runs = ['a', 'b', 'c'].map((name) =>
    promisify(execFile)(process.execPath, [program, path, name, String(count)]),
  );
  return (await Promise.all(runs)).map(({ stdout }): Result => JSON.parse(stdout));
}

describe('openState', () => {
  it('lets several processes make a database at once', async () => {
    const path = join(await makeTemporaryFolder(), 'bot.sqlite');
    expect(await race(path)).toMatchObject(Array.from({ length: 3 }, () => ({ started: 0, used: 0 })));
  });

  it('lets exactly one of several processes do what only one may do at a time', async () => {
    const results = await race(join(await makeTemporaryFolder(), 'bot.sqlite'));
    expect(results.reduce((sum, { claimed }) => sum + claimed, 0)).toBe(count);
  });

  it('lets exactly one of several processes start a request and use a confirmation', async () => {
    const path = join(await makeTemporaryFolder(), 'bot.sqlite');
    using state = openState(path);
    for (let number = 0; number < count; number += 1) {
      const image = { imageId: 'i1', name: 'reg/app', digest: 'd', tags: [], fingerprint: 'f', sizeBytes: 1 };
      state.requests.add(
        newDeletionRequest({
          id: `r${number}`,
          teamId: 'T1',
          channelId: 'C1',
          requester: 'U1',
          createdAtMs: 0,
          expiresAtMs: 100,
          images: [image],
          rule: { needs: [], typesDigest: false },
        }),
        [],
      );
      state.confirmations.issue({
        id: `c${number}`,
        teamId: 'T1',
        userId: 'U1',
        channelId: 'C1',
        images: [],
        expiresAtMs: 100,
      });
    }
    const results = await race(path);
    expect(results.reduce((sum, { started }) => sum + started, 0)).toBe(count);
    expect(results.reduce((sum, { used }) => sum + used, 0)).toBe(count);
    expect(state.auditLog.after('T1', 0, 1000)).toHaveLength(count);
  });
});
