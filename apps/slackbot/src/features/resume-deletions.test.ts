import { join } from 'node:path';

import { createImagesClient } from '@registry-images/client';
import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { createDeletionWorld, team, type DeletionWorld } from '../../test/deletion-world.ts';
import { openState } from '../state/state.ts';
import { resumeDeletions, type ResumeDeps } from './resume-deletions.ts';
import { runDeletion, type RunDeps } from './run-deletion.ts';

const images = ['i1', 'i2'].map((id) => ({ name: 'reg/team/app', id, tags: [`t-${id}`] }));
const everywhere = { isInstalled: () => Promise.resolve(true), log: { info: () => {} } };
const quiet = { onChange: () => {}, signal: new AbortController().signal };

/** What a process does to the world outside of it, which dies after so many steps. */
function mortal(
  world: DeletionWorld,
  steps: number,
): { readonly deps: RunDeps; readonly isDead: () => boolean } {
  let done = 0;
  const isDead = (): boolean => done > steps;
  function checkAlive(): void {
    if (isDead()) throw new Error('The process is dead.');
  }
  /** Who dies with a step has done it, and never hears what came of it. */
  function step(): void {
    done += 1;
    checkAlive();
  }
  function alive<Args extends unknown[], Result>(act: (...args: Args) => Result): (...args: Args) => Result {
    return (...args) => {
      checkAlive();
      const result = act(...args);
      step();
      return result;
    };
  }
  const { requests } = world.state;
  const { clientOptions } = world.service;
  return {
    isDead,
    deps: {
      ...world,
      images: createImagesClient({
        ...clientOptions,
        // The dead do not try again.
        retry: { maxAttempts: 1 },
        async fetch(request) {
          checkAlive();
          const response = await clientOptions.fetch(request);
          step();
          return response;
        },
      }),
      state: {
        requests: {
          ...requests,
          apply: alive((...args: Parameters<typeof requests.apply>) => requests.apply(...args)),
          lease: alive((...args: Parameters<typeof requests.lease>) => requests.lease(...args)),
          release: alive((...args: Parameters<typeof requests.release>) => requests.release(...args)),
        },
      },
    },
  };
}

/** The keys of the orders to delete each image. */
function keysByImage(world: DeletionWorld): Record<string, Set<string | null>> {
  const keys: Record<string, Set<string | null>> = {};
  for (const { method, path, headers } of world.service.requests) {
    if (method === 'images.delete') (keys[path] ??= new Set()).add(headers.get('idempotency-key'));
  }
  return keys;
}

/** Lets a process die after so many steps and another one take over. Answers whether the first lived to the end. */
async function dieAndResume(steps: number): Promise<boolean> {
  const path = join(await makeTemporaryFolder(), 'bot.sqlite');
  const world = createDeletionWorld(images, undefined, path);
  const request = await world.requested();
  const { deps, isDead } = mortal(world, steps);
  await runDeletion(deps, { teamId: team, id: request.id }, quiet).catch(() => undefined);
  world.state[Symbol.dispose]();

  using state = openState(path);
  // Nobody knows yet that the other one is dead, unless it had the time to say so.
  await resumeDeletions({ ...world, ...everywhere, state }, quiet);
  await world.service.clock.advance(61_000);
  await resumeDeletions({ ...world, ...everywhere, state }, quiet);
  const after = state.requests.get({ teamId: team, id: request.id });
  expect({ steps, state: after?.state }).toEqual({ steps, state: 'done' });
  expect(after?.images.map((image) => image.state)).toEqual(['deleted', 'deleted']);
  expect(world.service.images()).toEqual([]);
  const keys = Object.values(keysByImage(world));
  expect(keys.map(({ size }) => size)).toEqual([1, 1]);
  const outcomes = state.auditLog.after(team, 0, 1000).filter(({ kind }) => kind === 'outcome');
  expect(outcomes).toHaveLength(2);
  return !isDead();
}

/** Where nothing is installed until the test says so, and what the log says. */
function withoutApp(world: DeletionWorld): {
  readonly deps: ResumeDeps;
  readonly lines: unknown[];
  readonly install: () => void;
} {
  let isThere = false;
  const lines: unknown[] = [];
  const log = { info: (...line: unknown[]) => void lines.push(line) };
  const isInstalled = (teamId: string): Promise<boolean> => Promise.resolve(isThere && teamId === team);
  return { deps: { ...world, isInstalled, log }, lines, install: () => (isThere = true) };
}

describe('resumeDeletions', () => {
  it('brings a deletion to the same end wherever the bot has stopped, each image once', async () => {
    let steps = 0;
    while (!(await dieAndResume(steps))) steps += 1;
    // The way has some length: the lease, the start, and for each image a look, an order, a wait and what is stored.
    expect(steps).toBeGreaterThan(15);
  });

  it('leaves alone what another process is at, and what is not approved', async () => {
    const world = createDeletionWorld(
      images,
      'roles: { deleter: everyone, approver: U0X }\nprotected: { tags: t-i1 }',
    );
    await world.requested();
    expect(await resumeDeletions({ ...world, ...everywhere }, quiet)).toEqual([]);
    const other = createDeletionWorld(images);
    const request = await other.requested();
    const running = other.run(request);
    expect(await resumeDeletions({ ...other, ...everywhere }, quiet)).toEqual([]);
    expect(await running).toMatchObject({ outcome: 'ran', request: { state: 'done' } });
  });

  it('does not touch an image that has changed while nobody was there', async () => {
    const world = createDeletionWorld(images.slice(0, 1));
    const request = await world.requested();
    const key = { teamId: team, id: request.id };
    world.state.requests.apply(key, { kind: 'start', atMs: 1 });
    world.state.requests.apply(key, { kind: 'progress', imageId: 'i1', state: 'running' });
    world.service.addImage({ name: 'reg/team/app', id: 'i9', tags: ['t-i1'] });
    await resumeDeletions({ ...world, ...everywhere }, quiet);
    expect(world.get(request)).toMatchObject({ state: 'done', images: [{ state: 'unknown' }] });
    expect(world.orders()).toBe(0);
  });

  describe('in a workspace in which the app is not installed', () => {
    it('begins nothing until it is there again, and says so', async () => {
      const world = createDeletionWorld(images);
      const { deps, lines, install } = withoutApp(world);
      const request = await world.requested();
      expect(await resumeDeletions(deps, quiet)).toEqual([]);
      expect([world.get(request).state, world.orders()]).toEqual(['approved', 0]);
      expect(lines).toEqual([['deletions left where the app is not installed', { requests: 1 }]]);
      install();
      await resumeDeletions(deps, quiet);
      expect([world.get(request).state, world.orders(), lines.length]).toEqual(['done', 2, 1]);
    });

    it('follows to its end what the registry is at, and leaves the rest', async () => {
      const world = createDeletionWorld(images);
      const { deps, install } = withoutApp(world);
      const request = await world.requested();
      const [first] = request.images;
      if (!first) throw new Error('There is no image.');
      const { imageId } = first;
      const operation = (await world.images.images.delete(imageId)).toJSON();
      world.state.requests.apply(request, { kind: 'start', atMs: request.createdAtMs });
      world.state.requests.apply(request, { kind: 'progress', imageId, state: 'running', operation });
      await resumeDeletions(deps, quiet);
      await resumeDeletions(deps, quiet);
      const states = (): string[] => world.get(request).images.map(({ state }) => state);
      expect([states(), world.orders()]).toEqual([['deleted', 'pending'], 1]);
      install();
      await resumeDeletions(deps, quiet);
      expect(states()).toEqual(['deleted', 'deleted']);
    });
  });
});
