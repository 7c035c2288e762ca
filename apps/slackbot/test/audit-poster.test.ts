import { describe, expect, it, onTestFinished } from 'vitest';

import { createAuditPoster } from '../src/background/audit-poster.ts';
import { createRendererMemory } from '../src/slack/renderer-memory.ts';
import type { AuditEntry } from '../src/state/audit-entry.ts';
import { DatabaseError } from '../src/state/database-error.ts';
import { openState } from '../src/state/state.ts';
import { ada, channel, openSlackWorld, read } from './slack/slack-world.ts';
import { viewFor } from './views/examples.ts';

function lineOf(teamId: string): AuditEntry {
  const image = { imageId: 'i1', name: 'reg/app', digest: 'sha256:1', tags: ['v1'] };
  return { teamId, atMs: 0, kind: 'request', userId: ada, image };
}

describe('createAuditPoster', () => {
  it('posts each line once where several bots have one database', async () => {
    const world = await openSlackWorld();
    const { teamId, clock, log, slack } = world;
    const state = openState(':memory:');
    onTestFinished(() => state[Symbol.dispose]());
    let ids = 0;
    const posters = [1, 2, 3].map(() =>
      createAuditPoster({
        channelId: channel,
        state,
        slack,
        clock,
        log,
        newId: () => `id-${(ids += 1)}`,
        renderers: createRendererMemory(state.settings),
        viewOf: viewFor,
        stopping: new AbortController().signal,
      }),
    );
    for (const round of [1, 2]) {
      state.auditLog.append([lineOf(teamId)]);
      await Promise.all(posters.map((poster) => poster.catchUp(teamId)));
      expect(read(world)).toHaveLength(round);
    }
  });

  it('posts each line once where what it has posted cannot be written down', async () => {
    const world = await openSlackWorld();
    const { teamId, clock, log, slack } = world;
    const state = openState(':memory:');
    onTestFinished(() => state[Symbol.dispose]());
    const { settings, auditLog, claims } = state;
    let refusals = 0;
    const full = {
      of: (id: string) => settings.of(id),
      set(): void {
        refusals += 1;
        throw new DatabaseError('bot.sqlite', 'full');
      },
    };
    const poster = createAuditPoster({
      channelId: channel,
      state: { settings: full, auditLog, claims },
      slack,
      clock,
      log,
      newId: () => 'id',
      renderers: createRendererMemory(settings),
      viewOf: viewFor,
      stopping: new AbortController().signal,
    });
    auditLog.append([lineOf(teamId)]);
    await poster.catchUp(teamId);
    expect(refusals).toBe(1);
    world.time.advance(3_600_000);
    auditLog.append([lineOf(teamId)]);
    await poster.catchUp(teamId);
    expect(read(world)).toHaveLength(2);
    // The second message is about one line alone.
    expect(new Set(read(world)).size).toBe(1);
  });
});
