import { describe, expect, it, onTestFinished } from 'vitest';

import { createAuditPoster } from '../src/background/audit-poster.ts';
import { viewOf } from '../src/listeners/listener-deps.ts';
import { createRendererMemory } from '../src/slack/renderer-memory.ts';
import type { AuditEntry } from '../src/state/audit-entry.ts';
import { openState } from '../src/state/state.ts';
import { english } from '../src/texts/english.ts';
import { ada, channel, openSlackWorld, read } from './slack/slack-world.ts';

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
        viewOf: (renderer) =>
          viewOf({ scope: { kind: 'registry', registryId: 'reg' }, clock, texts: english }, renderer),
        stopping: new AbortController().signal,
      }),
    );
    const image = { imageId: 'i1', name: 'reg/app', digest: 'sha256:1', tags: ['v1'] };
    const line: AuditEntry = { teamId, atMs: 0, kind: 'request', userId: ada, image };
    for (const round of [1, 2]) {
      state.auditLog.append([line]);
      await Promise.all(posters.map((poster) => poster.catchUp(teamId)));
      expect(read(world)).toHaveLength(round);
    }
  });
});
