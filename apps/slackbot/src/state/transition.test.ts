import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  deletionKey,
  isEnd,
  missingApprovals,
  newDeletionRequest,
  type DeletionRequest,
} from './deletion-request.ts';
import { transition, type DeletionEvent } from './transition.ts';

const image = { name: 'reg/app', digest: 'sha256:1', tags: ['latest'], fingerprint: 'f', sizeBytes: 1 };

function requestWith(approvals: readonly number[]): DeletionRequest {
  return newDeletionRequest({
    id: 'r1',
    teamId: 'T1',
    channelId: 'C1',
    requester: 'U0',
    createdAtMs: 0,
    expiresAtMs: 100,
    images: [
      { ...image, imageId: 'i1' },
      { ...image, imageId: 'i2' },
    ],
    rule: {
      needs: approvals.map((count, index) => ({ name: `n${index}`, approvals: count, approvers: [] })),
      typesDigest: false,
    },
  });
}

/** What comes of events, where those that are refused change nothing. */
function after(request: DeletionRequest, events: readonly DeletionEvent[]): DeletionRequest {
  return events.reduce((current, event) => {
    const result = transition(current, event);
    return result.outcome === 'changed' ? result.request : current;
  }, request);
}

function refusalOf(request: DeletionRequest, event: DeletionEvent): string {
  const result = transition(request, event);
  return result.outcome === 'refused' ? result.refusal.kind : result.outcome;
}

const approve = (userId: string, countsFor = ['n0'], atMs = 1): DeletionEvent => ({
  kind: 'approve',
  userId,
  atMs,
  countsFor,
});

describe('newDeletionRequest', () => {
  it('is approved where nobody has to approve', () => {
    expect(requestWith([]).state).toBe('approved');
    expect(requestWith([1]).state).toBe('awaiting-approval');
  });
});

describe('transition', () => {
  it('is approved once each need has its approvals, of different users', () => {
    const twice = after(requestWith([2, 1]), [approve('U1'), approve('U1'), approve('U2', ['n0', 'n1'])]);
    expect(twice).toMatchObject({ state: 'approved', version: 3 });
    expect(twice.approvals.map(({ userId }) => userId)).toEqual(['U1', 'U2']);
    const half = after(requestWith([1, 1]), [approve('U1')]);
    expect(half.state).toBe('awaiting-approval');
    expect(missingApprovals(half)).toMatchObject([{ need: { name: 'n1' }, missing: 1 }]);
  });

  it.each<[string, DeletionEvent]>([
    ['own-request', approve('U0')],
    ['own-request', { kind: 'reject', userId: 'U0', atMs: 1 }],
    ['not-requester', { kind: 'cancel', userId: 'U1', atMs: 1 }],
    ['not-needed', approve('U1', ['n9'])],
    ['not-needed', approve('U1', [])],
    ['expired', approve('U1', ['n0'], 100)],
    ['expired', { kind: 'reject', userId: 'U1', atMs: 100 }],
    ['not-expired', { kind: 'expire', atMs: 99 }],
    ['wrong-state', { kind: 'start', atMs: 1 }],
    ['wrong-state', { kind: 'progress', imageId: 'i1', state: 'deleted' }],
  ])('refuses with %s: %j', (kind, event) => {
    expect(refusalOf(requestWith([1]), event)).toBe(kind);
  });

  it('counts nobody twice', () => {
    expect(refusalOf(after(requestWith([2]), [approve('U1')]), approve('U1'))).toBe('already-approved');
  });

  it('does not start what has waited for too long, and lets it expire', () => {
    expect(refusalOf(requestWith([]), { kind: 'start', atMs: 100 })).toBe('expired');
    expect(after(requestWith([]), [{ kind: 'expire', atMs: 100 }]).state).toBe('expired');
  });

  it('is done once each image has come to its end, which nothing changes', () => {
    const start: DeletionEvent = { kind: 'start', atMs: 1 };
    const first: DeletionEvent = { kind: 'progress', imageId: 'i1', state: 'deleted' };
    const running = after(requestWith([]), [start, first]);
    expect(running.state).toBe('running');
    expect(refusalOf(running, { kind: 'progress', imageId: 'i1', state: 'running' })).toBe('no-such-image');
    expect(refusalOf(running, { kind: 'progress', imageId: 'i9', state: 'running' })).toBe('no-such-image');
    expect(refusalOf(running, { kind: 'expire', atMs: 1000 })).toBe('wrong-state');
    const done = after(running, [{ kind: 'progress', imageId: 'i2', state: 'failed', message: 'no' }]);
    expect(done).toMatchObject({ state: 'done', images: [{ state: 'deleted' }, { message: 'no' }] });
  });

  it('keeps its promises whatever happens', () => {
    const users = fc.constantFrom('U0', 'U1', 'U2');
    const atMs = fc.integer({ min: 0, max: 120 });
    const event = fc.oneof(
      fc.record({
        kind: fc.constant('approve' as const),
        userId: users,
        atMs,
        countsFor: fc.subarray(['n0', 'n1']),
      }),
      fc.record({ kind: fc.constantFrom('reject' as const, 'cancel' as const), userId: users, atMs }),
      fc.record({ kind: fc.constantFrom('expire' as const, 'start' as const), atMs }),
      fc.record({
        kind: fc.constant('progress' as const),
        imageId: fc.constantFrom('i1', 'i2'),
        state: fc.constantFrom('running' as const, 'deleted' as const, 'gone' as const),
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom([], [1], [2, 1]), fc.array(event), (needs, events) => {
        let request = requestWith(needs);
        for (const each of events) {
          const result = transition(request, each);
          if (result.outcome === 'refused') continue;
          expect(result.request.version).toBe(request.version + 1);
          request = result.request;
        }
        const approvers = request.approvals.map(({ userId }) => userId);
        expect(approvers).not.toContain(request.requester);
        expect(new Set(approvers).size).toBe(approvers.length);
        const hasBegun = request.images.some(({ state }) => state !== 'pending');
        expect(!hasBegun || missingApprovals(request).length === 0).toBe(true);
        expect(request.state === 'done').toBe(request.images.every(({ state }) => isEnd(state)));
      }),
    );
  });
});

describe('deletionKey', () => {
  it('has at most the 128 characters that the API takes', () => {
    expect(deletionKey({ id: crypto.randomUUID() }, 'x'.repeat(50)).length).toBeLessThanOrEqual(128);
  });
});
