import { digestOf } from '@registry-images/oci';
import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';

import { hastyClock } from '../../test/step-clock.ts';
import { createDistributionSource, userAgent } from '../source/distribution-source.ts';
import type { EventOrder } from './event-queue.ts';
import { parseHarborEvent } from './events/harbor-events.ts';
import type { RegistryEvent } from './events/registry-event.ts';
import { createSyncCounters } from './sync-counters.ts';
import { takeEvents } from './take-events.ts';

const digest = digestOf(Buffer.from('image'));
const nowMs = Date.UTC(2026, 10, 23);

/** Takes events for the registry `local`, of which `local/app` is known; the queue has room or not. */
function take(events: readonly RegistryEvent[], hasRoom = true) {
  const orders: EventOrder[] = [];
  const pulls: unknown[] = [];
  const logged: unknown[] = [];
  const logger = pino({}, { write: (line) => void logged.push(JSON.parse(line)) });
  const source = createDistributionSource({
    registryId: 'local',
    url: 'http://registry.example',
    logger,
    clock: hastyClock,
  });
  const counters = createSyncCounters();
  const queue = {
    add(order: EventOrder) {
      orders.push(order);
      return hasRoom;
    },
  };
  takeEvents(events, {
    sync: { source, counters, events: queue },
    store: {
      hasRepository: (name) => name === 'local/app',
      pulled: (...pull) => void pulls.push(pull),
    },
    isBeingDeleted: () => false,
    logger,
    nowMs,
  });
  return { orders, pulls, logged, counted: counters.events };
}

describe('takeEvents', () => {
  it('says where to look, and when it was pushed', () => {
    const atMs = nowMs - 5000;
    const { orders } = take([{ kind: 'push', repository: 'app', tag: 'v1', digest, atMs }]);
    expect(orders).toMatchObject([
      {
        repository: { name: 'local/app' },
        hints: { tags: new Set(['v1']), digests: new Set([digest]) },
        pushedMs: new Map([[digest, atMs]]),
        expected: new Map([['v1', digest]]),
        isUrgent: true,
      },
    ]);
  });

  it('looks everywhere in a repository of which nothing more is told', () => {
    const { orders } = take([{ kind: 'push', repository: 'app' }]);
    expect(orders[0]).not.toHaveProperty('hints');
  });

  it('believes no clock that is ahead, and takes its own where there is none', () => {
    const push = { kind: 'push', repository: 'app', digest } as const;
    const pushes = [{ ...push, atMs: nowMs + 86_400_000 }, push];
    expect(take(pushes).orders.map(({ pushedMs }) => pushedMs?.get(digest))).toEqual([nowMs, nowMs]);
  });

  it('takes its own time for one that cannot be, whatever a webhook sends', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.constantFrom(-9e12, -1e20, 0, 1e300)), (occurred) => {
        const events = parseHarborEvent({
          type: 'PUSH_ARTIFACT',
          occur_at: occurred,
          event_data: { repository: { repo_full_name: 'app' }, resources: [{ digest }] },
        });
        const pushedMs = take(events).orders[0]?.pushedMs?.get(digest) ?? Number.NaN;
        expect(pushedMs).toBeGreaterThanOrEqual(Date.parse('2000-01-01'));
        expect(pushedMs).toBeLessThanOrEqual(nowMs);
      }),
    );
  });

  it('believes that something has gone at one look where it is told so', () => {
    const { orders } = take([{ kind: 'delete', repository: 'app', digest }]);
    expect(orders[0]?.deleted).toEqual(new Set([digest]));
  });

  it('remembers who else pulled what, and not that it looked itself', () => {
    const pull = { kind: 'pull', repository: 'app', digest, atMs: nowMs } as const;
    const { pulls, orders, counted } = take([
      { ...pull, userAgent: 'containerd/2.0' },
      { ...pull, userAgent },
      { ...pull, repository: 'other' },
      { kind: 'pull', repository: 'app', tag: 'v1' },
    ]);
    expect(pulls).toEqual([['local/app', digest, nowMs]]);
    expect(orders).toEqual([]);
    expect(counted).toEqual({ accepted: 1, ignored: 3, dropped: 0 });
  });

  it('counts what there is no room for, and says so once', () => {
    const made = Array.from(
      { length: 100 },
      (_, at) => ({ kind: 'push', repository: `made/up${at}` }) as const,
    );
    const { counted, logged } = take(made, false);
    expect(counted).toEqual({ accepted: 0, ignored: 0, dropped: 100 });
    expect(logged).toEqual([expect.objectContaining({ registryId: 'local', dropped: 100 })]);
  });
});
