import { setImmediate as nextTurn } from 'node:timers/promises';

import { expect, describe, it } from 'vitest';

import { createDeletionMessages, type DeletionMessages } from '../src/background/deletion-messages.ts';
import { createHeldMessages } from '../src/background/held-messages.ts';
import { viewOf } from '../src/listeners/listener-deps.ts';
import { createLiveMessages } from '../src/slack/live-message.ts';
import { createRendererMemory } from '../src/slack/renderer-memory.ts';
import type { DeletionRequest } from '../src/state/deletion-request.ts';
import { english } from '../src/texts/english.ts';
import { createDeletionWorld, everyoneApproves, grace, type DeletionWorld } from './deletion-world.ts';
import { ada, channel, openSlackWorld, read, until, type SlackWorld } from './slack/slack-world.ts';

const minute = 60_000;

/** A request that waits, Slack, and the messages between them. */
interface MessageWorld extends SlackWorld {
  readonly deletions: DeletionWorld;
  readonly request: DeletionRequest;
  readonly messages: DeletionMessages;
  /** Of which requests approvers were told, and where their messages were. */
  readonly tellings: readonly string[];
  /** The messages of a bot that is started anew, or of another one. */
  readonly restart: () => DeletionMessages;
  /** How often a bot took hold of a message that was there. */
  readonly resumed: () => number;
  /** Lets the changes of messages wait from now on, each until it is let go. */
  readonly holdUpdates: () => (() => void)[];
  /** Lets time pass for both. */
  readonly pass: (ms: number) => void;
}

async function openMessageWorld(): Promise<MessageWorld> {
  const world = await openSlackWorld();
  const deletions = createDeletionWorld([{ name: 'reg/team/app', tags: ['latest'] }], everyoneApproves);
  const request = await deletions.requested();
  let passedMs = 0;
  const tellings: string[] = [];
  let resumed = 0;
  let waiting: (() => void)[] | undefined;
  const slack: typeof world.slack = {
    ...world.slack,
    async updateMessage(...update) {
      await new Promise<void>((resolve) => (waiting ? void waiting.push(resolve) : resolve()));
      await world.slack.updateMessage(...update);
    },
  };
  const restart = (): DeletionMessages => {
    const renderers = createRendererMemory(deletions.state.settings);
    const stopping = new AbortController().signal;
    const { state, scope, newId } = deletions;
    const { log } = world;
    const clock = { ...world.clock, now: () => request.createdAtMs + passedMs };
    const live = createLiveMessages({ ...world, slack, renderers, stopping });
    const held = createHeldMessages({
      live: {
        ...live,
        resume(...message) {
          resumed += 1;
          return live.resume(...message);
        },
      },
      state,
      clock,
      log,
      newId,
      onPosted: () => undefined,
      tellApprovers: (told, place) => tellings.push(`${told.id} ${place}`),
      viewOf: (renderer) => viewOf({ scope, clock: world.clock, texts: english }, renderer),
    });
    return createDeletionMessages({ held, state, clock, log, stopping });
  };
  return {
    ...world,
    deletions,
    request,
    messages: restart(),
    tellings,
    restart,
    resumed: () => resumed,
    holdUpdates: () => (waiting = []),
    pass(ms) {
      passedMs += ms;
      world.time.advance(ms);
    },
  };
}

describe('createDeletionMessages', () => {
  it.each([
    [{ kind: 'rate_limited', retryAfterSeconds: 11 } as const, 'rate-limited'],
    [{ kind: 'status', status: 500 } as const, 'unreachable'],
  ])('posts later what others have to see and Slack does not take now: %j', async (fault, problem) => {
    const world = await openMessageWorld();
    const { sandbox, messages, request, pass, calls } = world;
    sandbox.fail('chat.postMessage', fault);
    expect(await messages.show(request)).toEqual({ place: 'nowhere', problem });
    await messages.show(request);
    await messages.catchUp();
    expect(calls('chat.postMessage')).toBe(1);
    pass(15_000);
    await messages.catchUp();
    expect(read(world)).toEqual([expect.stringContaining('wants to delete')]);
    pass(15_000);
    await messages.catchUp();
    expect(calls('chat.postMessage')).toBe(2);
    expect(calls('chat.update')).toBe(0);
  });

  it('asks more and more seldom', async () => {
    const { sandbox, messages, request, pass, calls } = await openMessageWorld();
    sandbox.fail('chat.postMessage', { kind: 'error', error: 'internal_error' }, 100);
    await messages.show(request);
    for (let chores = 0; chores < 40; chores += 1) {
      pass(15_000);
      await messages.catchUp();
    }
    expect(calls('chat.postMessage')).toBeLessThan(10);
  });

  it('tells the requester of an end that the channel does not take', async () => {
    const { sandbox, messages, request, deletions } = await openMessageWorld();
    sandbox.fail('chat.postMessage', { kind: 'error', error: 'internal_error' }, 2);
    await messages.show(request);
    deletions.state.requests.apply(request, {
      kind: 'reject',
      userId: grace.userId,
      atMs: request.createdAtMs,
    });
    expect(await messages.show(request)).toEqual({ place: 'direct', problem: 'unreachable' });
    const direct = deletions.get(request).message?.channelId ?? '';
    expect(read({ sandbox }, direct)).toEqual([expect.stringContaining('rejected')]);
  });

  it('offers the requester only to take it back where nobody else sees the message', async () => {
    const { sandbox, messages, request, deletions, restart } = await openMessageWorld();
    const buttons = (): string[] => {
      const direct = sandbox.messages(deletions.get(request).message?.channelId ?? '', ada);
      expect(direct).toHaveLength(1);
      return [...JSON.stringify(direct).matchAll(/"images\.request\.(\w+)"/g)].map(([, name = '']) => name);
    };
    sandbox.fail('chat.postMessage', { kind: 'error', error: 'not_in_channel' });
    expect(await messages.show(request)).toEqual({ place: 'direct', problem: 'not-in-channel' });
    expect(buttons()).toEqual(['cancel']);
    await messages.show(request);
    expect(buttons()).toEqual(['cancel']);
    await restart().show(request);
    expect(buttons()).toEqual(['cancel']);
  });

  it('posts what an earlier bot did not come to, once nobody else can be about to', async () => {
    const world = await openMessageWorld();
    await world.messages.catchUp();
    expect(read(world)).toEqual([]);
    world.pass(minute);
    await world.restart().catchUp();
    expect(read(world)).toEqual([expect.stringContaining('wants to delete')]);
  });

  it('shows the end that an earlier bot did not come to show', async () => {
    const world = await openMessageWorld();
    const { messages, request, deletions, restart, sandbox } = world;
    await messages.show(request);
    deletions.state.requests.apply(request, {
      kind: 'reject',
      userId: grace.userId,
      atMs: request.createdAtMs,
    });
    await restart().catchUp();
    expect(read(world)).toEqual([expect.stringContaining('rejected')]);
    expect(sandbox.messages(channel, ada)).toHaveLength(1);
    expect(deletions.state.requests.unshown(10)).toEqual([]);
  });

  it('posts another message where somebody has removed the first', async () => {
    const world = await openMessageWorld();
    const { sandbox, messages, request, deletions, tellings } = world;
    await messages.show(request);
    expect(tellings).toEqual([`${request.id} channel`]);
    sandbox.fail('chat.update', { kind: 'error', error: 'message_not_found' });
    deletions.state.requests.apply(request, {
      kind: 'reject',
      userId: grace.userId,
      atMs: request.createdAtMs,
    });
    const outdated = deletions.get(request);
    await messages.show(request);
    expect(read(world).at(-1)).toContain('rejected');
    await messages.show(outdated);
    expect(sandbox.messages(channel, ada)).toHaveLength(2);
    expect(deletions.get(request).message?.ts).toBe(sandbox.messages(channel, ada).at(-1)?.ts);
    expect(tellings).toHaveLength(1);
  });

  it('posts one message where several bots have one database', async () => {
    const world = await openMessageWorld();
    const { messages, request, restart, calls, pass, tellings } = world;
    const others = [restart(), restart()];
    const places = await Promise.all([messages, ...others].map((each) => each.show(request)));
    expect(places).toEqual(places.map(() => ({ place: 'channel' })));
    for (const each of [messages, ...others]) await each.show(request);
    pass(15_000);
    for (const each of [messages, ...others]) await each.catchUp();
    expect(calls('chat.postMessage')).toBe(1);
    expect(tellings).toHaveLength(1);
  });

  it('lets go of the messages of requests that another bot has ended', async () => {
    const { messages, request, deletions, restart, resumed } = await openMessageWorld();
    await messages.show(request);
    deletions.state.requests.apply(request, {
      kind: 'reject',
      userId: grace.userId,
      atMs: request.createdAtMs,
    });
    await restart().show(request);
    expect(resumed()).toBe(1);
    await messages.show(await deletions.requested());
    await messages.show(request);
    expect(resumed()).toBe(2);
  });

  it('shows an end last though Slack is slow with what was before it', async () => {
    const world = await openMessageWorld();
    const { messages, request, deletions, holdUpdates, ended, pass } = world;
    await messages.show(request);
    const updates = holdUpdates();
    const before = messages.show(request);
    await until(() => updates.length > 0);
    deletions.state.requests.apply(request, {
      kind: 'reject',
      userId: grace.userId,
      atMs: request.createdAtMs,
    });
    await messages.show(await deletions.requested());
    const after = messages.show(request);
    await nextTurn();
    // The newest first, if there are two.
    updates.pop()?.();
    await until(() => ended.some(({ method }) => method === 'chat.update'));
    await nextTurn();
    pass(1200);
    await until(() => updates.length > 0);
    updates.pop()?.();
    await Promise.all([before, after]);
    expect(read(world)[0]).toContain('rejected');
  });

  it('forgets what it could not show once another bot has', async () => {
    const world = await openMessageWorld();
    const { sandbox, messages, request, restart, pass, calls } = world;
    sandbox.fail('chat.postMessage', { kind: 'error', error: 'internal_error' });
    await messages.show(request);
    pass(minute);
    await restart().catchUp();
    expect(read(world)).toHaveLength(1);
    await messages.catchUp();
    expect(await messages.show(request)).toEqual({ place: 'channel' });
    expect(calls('chat.update')).toBe(1);
  });
});
