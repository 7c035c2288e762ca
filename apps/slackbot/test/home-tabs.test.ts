import { describe, expect, it } from 'vitest';

import { createHomeTabs } from '../src/background/home-tabs.ts';
import { createInFlight } from '../src/in-flight.ts';
import { createRendererMemory } from '../src/slack/renderer-memory.ts';
import { createDeletionWorld, everyoneApproves, team } from './deletion-world.ts';
import { openSlackWorld, until } from './slack/slack-world.ts';
import { viewFor } from './views/examples.ts';

const userIds = Array.from({ length: 8 }, (_, index) => `U0P${index}`);
const users = userIds.map((id) => ({ id, name: id.toLowerCase() }));

describe('createHomeTabs', () => {
  it('shows everybody what has happened, two at a time, and later where Slack has had enough', async () => {
    const world = await openSlackWorld({ users });
    const { sandbox } = world;
    const deletions = createDeletionWorld([{ name: 'reg/team/app', tags: ['latest'] }], everyoneApproves);
    const inFlight = createInFlight();
    const homeTabs = createHomeTabs({
      ...deletions,
      slack: world.slack,
      renderers: createRendererMemory(deletions.state.settings),
      viewOf: viewFor,
      log: world.log,
      track: (work) => inFlight.track(work),
      stopping: new AbortController().signal,
    });
    for (const userId of userIds) await homeTabs.open({ teamId: team, userId });

    const publishedBefore = world.calls('views.publish');
    sandbox.fail('views.publish', { kind: 'rate_limited', retryAfterSeconds: 30 }, 2);
    await deletions.requested();
    homeTabs.recorded(deletions.state.auditLog.after(team, 0, 1));
    const waiting = (): number => world.caller.waiting().get('views.publish') ?? 0;
    await until(() => waiting() === userIds.length || inFlight.count === 0);
    expect(world.calls('views.publish') - publishedBefore).toBe(2);
    world.time.advance(30_000);
    await inFlight.drained();
    const shows = (id: string): boolean =>
      JSON.stringify(sandbox.user(id).home()).includes('<@U0ADA> wants to delete');
    expect(userIds.filter((id) => !shows(id))).toEqual([]);
  });
});
