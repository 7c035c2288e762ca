import { newestBlocks } from '@registry-images/slack-sandbox';
import { describe, expect, it } from 'vitest';

import { createLiveMessages, type LiveMessages } from '../../src/slack/live-message.ts';
import { createRendererMemory } from '../../src/slack/renderer-memory.ts';
import { patience } from '../../src/slack/slack-api.ts';
import { DatabaseError } from '../../src/state/database-error.ts';
import { openState } from '../../src/state/state.ts';
import type { Answer } from '../../src/views/answer.ts';
import { ada, channel, openSlackWorld, plain, read, until, type SlackWorld } from './slack-world.ts';

/** Live messages in a workspace, and the end of the bot's time. */
function liveMessages(world: SlackWorld): LiveMessages & { stop: () => void } {
  const stopping = new AbortController();
  const { settings } = openState(':memory:');
  const messages = createLiveMessages({
    ...world,
    renderers: createRendererMemory(settings),
    stopping: stopping.signal,
  });
  return { ...messages, stop: () => stopping.abort(new Error('stopping')) };
}

/** What no workspace takes: a header has to say something. */
const wrong = (): Answer => ({
  text: 'a',
  blocks: [{ type: 'header', text: { type: 'plain_text', text: '' } }],
});

/** For one user, who waits. */
const once = { canFollow: false, patience: patience.user };

const say = (text: string) => () => plain(text);

describe('createLiveMessages', () => {
  it('shows the latest at once, and then no more often than Slack lets it', async () => {
    const world = await openSlackWorld();
    const { sandbox, teamId, time, calls } = world;
    const posting = await liveMessages(world).post({
      teamId,
      channelId: channel,
      userId: ada,
      render: say('0'),
      ...once,
    });
    if (posting.place !== 'channel') throw new Error(`Posted ${posting.place}.`);
    await posting.message.show(say('1'));
    expect(read(world)).toEqual(['1']);
    const shown = ['2', '3', '4'].map((text) => posting.message.show(say(text)));
    expect(calls('chat.update')).toBe(1);
    time.advance(1200);
    await Promise.all(shown);
    expect(read(world)).toEqual(['4']);
    expect(calls('chat.update')).toBe(2);
    expect(sandbox.messages(channel, ada)).toHaveLength(1);
  });

  it('never asks for more than Slack lets through, however often something changes', async () => {
    const world = await openSlackWorld({ enforceRateLimits: true });
    const { sandbox, teamId, time } = world;
    const ref = await world.slack.postMessage(teamId, channel, plain('0'), {});
    const message = liveMessages(world).resume(teamId, ref);
    const shown: Promise<unknown>[] = [];
    for (let step = 1; step <= 750; step += 1) {
      shown.push(message.show(say(String(step))));
      time.advance(400);
      await until(() => sandbox.requests.every(({ response }) => response !== undefined));
    }
    while (read(world)[0] !== '750') {
      time.advance(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(shown);
    expect(sandbox.messages(channel, ada)).toHaveLength(1);
    expect(sandbox.requests.filter(({ response }) => response?.status === 429)).toEqual([]);
  });

  it('waits as long as Slack says, and goes on with the work', async () => {
    const world = await openSlackWorld();
    const { sandbox, teamId, time, calls, caller } = world;
    const ref = await world.slack.postMessage(teamId, channel, plain('0'), {});
    sandbox.fail('chat.update', { kind: 'rate_limited', retryAfterSeconds: 60 });
    const shown = liveMessages(world).resume(teamId, ref).show(say('1'));
    await until(() => caller.waiting().size === 1);
    time.advance(60_000);
    await shown;
    expect(calls('chat.update')).toBe(2);
    expect(read(world)).toEqual(['1']);
  });

  it('goes on with a message from before a restart', async () => {
    const world = await openSlackWorld();
    const { teamId } = world;
    const before = await liveMessages(world).post({
      teamId,
      channelId: channel,
      userId: ada,
      render: say('0'),
      ...once,
    });
    if (before.place !== 'channel') throw new Error(`Posted ${before.place}.`);
    await liveMessages(world)
      .resume(teamId, { ...before.message.ref })
      .show(say('1'));
    expect(read(world)).toEqual(['1']);
  });

  it.each([
    [{ isPrivate: false, memberIds: [ada] }, 'not-in-channel'],
    [{ isPrivate: true, memberIds: [ada] }, 'no-such-channel'],
    [{ isArchived: true }, 'channel-archived'],
  ])('tells the user alone where it may not post: %j', async (facts, problem) => {
    const world = await openSlackWorld({ channels: [{ id: channel, name: 'general', ...facts }] });
    const { sandbox, teamId } = world;
    const where = { teamId, channelId: channel, userId: ada, render: say('0'), ...once };
    const posting = await liveMessages(world).post(where);
    if (posting.place !== 'direct') throw new Error(`Posted ${posting.place}.`);
    expect(posting.problem).toBe(problem);
    await posting.message.show(say('1'));
    const directs = sandbox.channels.filter(({ id }) => id === posting.message.ref.channelId);
    expect(directs).toHaveLength(1);
    expect(read(world, posting.message.ref.channelId)).toEqual(['1']);
  });

  it('says so where it can post nowhere', async () => {
    const world = await openSlackWorld({ scopes: ['commands'] });
    const where = { teamId: world.teamId, channelId: channel, userId: ada, render: say('0'), ...once };
    expect(await liveMessages(world).post(where)).toEqual({ place: 'nowhere', problem: 'missing-scope' });
  });

  it('lets a message be that somebody has removed', async () => {
    const world = await openSlackWorld();
    const { teamId, calls, time } = world;
    const message = liveMessages(world).resume(teamId, { channelId: channel, ts: '1.000001' });
    await message.show(say('1'));
    const shown = message.show(say('2'));
    time.advance(1200);
    await shown;
    expect(calls('chat.update')).toBe(1);
    expect(world.lines.join('\n')).toContain('message_not_found');
  });

  it('waits no more once the bot stops', async () => {
    const world = await openSlackWorld();
    const { teamId } = world;
    const live = liveMessages(world);
    const ref = await world.slack.postMessage(teamId, channel, plain('0'), {});
    const message = live.resume(teamId, ref);
    await message.show(say('1'));
    const shown = message.show(say('2'));
    live.stop();
    await shown;
    expect(read(world)).toEqual(['2']);
  });
});

function cannotWrite(): void {
  throw new DatabaseError('bot.sqlite', 'full');
}

describe('createRendererMemory', () => {
  const table = {
    type: 'data_table' as const,
    caption: 'Images',
    rows: [[{ type: 'raw_text' as const, text: 'Name' }], [{ type: 'raw_text' as const, text: 'app' }]],
  };
  const render = (renderer: string): Answer =>
    renderer === 'sections' ? plain('sections') : { text: 'table', blocks: [table] };

  it('sends what every client shows to a workspace that refuses the newest blocks, and remembers it', async () => {
    const { slack, teamId, calls, ...world } = await openSlackWorld({ refusedBlocks: newestBlocks });
    const { settings } = openState(':memory:');
    const renderers = createRendererMemory(settings);
    const post = (content: Answer) => slack.postMessage(teamId, channel, content, {});
    await renderers.send(teamId, render, post);
    expect(settings.of(teamId).listRenderer).toBe('sections');
    expect(settings.of('T0OTHER').listRenderer).toBe('data_table');
    await renderers.send(teamId, render, post);
    expect(calls('chat.postMessage')).toBe(3);
    expect(read(world)).toEqual(['sections', 'sections']);
  });

  it('sends once what Slack has taken, also where that cannot be written down', async () => {
    const { slack, teamId, ...world } = await openSlackWorld({ refusedBlocks: newestBlocks });
    const { settings } = openState(':memory:');
    const renderers = createRendererMemory({ of: (id) => settings.of(id), set: cannotWrite });
    await renderers.send(teamId, render, (content) => slack.postMessage(teamId, channel, content, {}));
    expect(read(world)).toEqual(['sections']);
  });

  it('blames no workspace for a mistake', async () => {
    const { slack, teamId } = await openSlackWorld();
    const { settings } = openState(':memory:');
    const sent = createRendererMemory(settings).send(teamId, wrong, (content) =>
      slack.postMessage(teamId, channel, content, {}),
    );
    await expect(sent).rejects.toMatchObject({ problem: 'blocks-refused' });
    expect(settings.of(teamId).listRenderer).toBe('data_table');
  });
});
