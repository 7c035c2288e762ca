import { describe, expect, it, onTestFinished } from 'vitest';

import { createAuditPoster, type AuditPoster } from '../src/background/audit-poster.ts';
import { createInFlight } from '../src/in-flight.ts';
import { createRendererMemory } from '../src/slack/renderer-memory.ts';
import type { AuditEntry } from '../src/state/audit-entry.ts';
import { DatabaseError } from '../src/state/database-error.ts';
import { openState, type State } from '../src/state/state.ts';
import { ada, channel, openSlackWorld, read, type SlackWorld } from './slack/slack-world.ts';
import { viewFor } from './views/examples.ts';

function lineOf(teamId: string): AuditEntry {
  const image = { imageId: 'i1', name: 'reg/app', digest: 'sha256:1', tags: ['v1'] };
  return { teamId, atMs: 0, kind: 'request', userId: ada, image };
}

/** A database, and bots that post what is in its audit. */
interface PosterWorld extends SlackWorld {
  readonly state: State;
  readonly createPoster: (parts?: Partial<Pick<State, 'settings' | 'claims'>>) => AuditPoster;
  /** Resolves once nothing goes on for which a bot would wait before it ends. */
  readonly drained: () => Promise<void>;
}

async function openPosterWorld(): Promise<PosterWorld> {
  const world = await openSlackWorld();
  const state = openState(':memory:');
  onTestFinished(() => state[Symbol.dispose]());
  const inFlight = createInFlight();
  const { settings, auditLog, claims } = state;
  let ids = 0;
  return {
    ...world,
    state,
    drained: () => inFlight.drained(),
    createPoster: (parts) =>
      createAuditPoster({
        ...world,
        channelIn: () => Promise.resolve(channel),
        state: { settings, auditLog, claims, ...parts },
        track: (work) => inFlight.track(work),
        newId: () => `id-${(ids += 1)}`,
        renderers: createRendererMemory(settings),
        viewOf: viewFor,
        stopping: new AbortController().signal,
      }),
  };
}

describe('createAuditPoster', () => {
  it('posts each line once where several bots have one database', async () => {
    const world = await openPosterWorld();
    const { teamId, state, createPoster } = world;
    const posters = [createPoster(), createPoster(), createPoster()];
    for (const round of [1, 2]) {
      state.auditLog.append([lineOf(teamId)]);
      await Promise.all(posters.map((poster) => poster.catchUp(teamId)));
      expect(read(world)).toHaveLength(round);
    }
  });

  it('posts each line once where what it has posted cannot be written down', async () => {
    const world = await openPosterWorld();
    const { teamId, state, createPoster } = world;
    const { settings, auditLog } = state;
    let refusals = 0;
    const full = {
      of: (id: string) => settings.of(id),
      set(): void {
        refusals += 1;
        throw new DatabaseError('bot.sqlite', 'full');
      },
    };
    const poster = createPoster({ settings: full });
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

  it('keeps the bot from ending before what it is told of is posted, and written down', async () => {
    const world = await openPosterWorld();
    const { teamId, clock, state, createPoster, drained } = world;
    state.auditLog.append([lineOf(teamId)]);
    createPoster().recorded(state.auditLog.after(teamId, 0, 1));
    await drained();
    expect(read(world)).toHaveLength(1);
    expect(state.settings.of(teamId).auditPostedSeq).toBe(1);
    const nowMs = clock.now();
    const claim = { owner: 'another bot', nowMs, untilMs: nowMs + 1 };
    expect(state.claims.take({ teamId, name: 'audit' }, claim)).toBe(true);
  });

  it('writes nothing while there is nothing to post', async () => {
    const { teamId, state, createPoster } = await openPosterWorld();
    const { claims } = state;
    let claimed = 0;
    const counted: State['claims'] = {
      ...claims,
      take(...asked) {
        claimed += 1;
        return claims.take(...asked);
      },
    };
    const poster = createPoster({ claims: counted });
    await poster.catchUp(teamId);
    expect(claimed).toBe(0);
    state.auditLog.append([lineOf(teamId)]);
    await poster.catchUp(teamId);
    await poster.catchUp(teamId);
    expect(claimed).toBe(1);
  });
});
