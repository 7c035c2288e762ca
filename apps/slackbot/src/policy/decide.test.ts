import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decide, type Principal, type Target } from './decide.ts';
import { actions, defaultPolicy, roles, type Policy } from './policy.ts';
import { asksTheSame, needsMetBy, ruleOf } from './rule.ts';
import { isMeant, type Subject } from './subject.ts';

const subject: fc.Arbitrary<Subject> = fc.oneof(
  fc.constant<Subject>({ kind: 'everyone' }),
  fc.constantFrom('U1', 'U2', 'U3').map((userId): Subject => ({ kind: 'user', userId })),
  fc.constantFrom('S1', 'sre', 'dev').map((group): Subject => ({ kind: 'group', group })),
);
const subjects = fc.array(subject, { minLength: 1, maxLength: 3 });
const repositories = fc.subarray(['*', 'team/*', 'team/app', 'base'], { minLength: 1 });
const grant = fc.record({ role: fc.constantFrom(...roles), who: subjects, repositories });
const channel = fc.record({
  channelId: fc.constantFrom('C1', 'C2', '*'),
  may: fc.subarray([...actions]),
  repositories,
});
const protection = fc.record(
  {
    tags: fc.subarray(['latest', 'v*', '*'], { minLength: 1 }),
    repositories,
    approvals: fc.integer({ min: 0, max: 3 }),
    approvers: subjects,
    typesDigest: fc.boolean(),
  },
  { requiredKeys: ['tags', 'repositories', 'approvals', 'typesDigest'] },
);
const policy: fc.Arbitrary<Policy> = fc.record({
  source: fc.constant('file' as const),
  grants: fc.array(grant, { maxLength: 4 }),
  channels: fc.uniqueArray(channel, { maxLength: 3, selector: ({ channelId }) => channelId }),
  protections: fc.array(protection, { maxLength: 3 }),
  expiresAfterMs: fc.constant(1),
});
const principal: fc.Arbitrary<Principal> = fc.record(
  {
    userId: fc.constantFrom('U1', 'U2', 'U3'),
    groups: fc.subarray([
      { id: 'S1', handle: 'sre' },
      { id: 'S2', handle: 'dev' },
    ]),
    channelId: fc.constantFrom('C1', 'C2', 'C3'),
  },
  { requiredKeys: ['userId', 'groups'] },
);
const target: fc.Arbitrary<Target> = fc.record({
  repository: fc.constantFrom('team/app', 'base', 'other'),
  tags: fc.subarray(['latest', 'v1', 'x']),
});
const action = fc.constantFrom(...actions);

describe('decide', () => {
  it('never lets a channel widen what a user may do', () => {
    fc.assert(
      fc.property(policy, principal, action, target, (some, who, what, where) => {
        const here = decide(some, who, what, where);
        const anywhere = decide({ ...some, channels: [] }, who, what, where);
        expect(!here.allowed || anywhere.allowed).toBe(true);
      }),
    );
  });

  it('never takes a right away for one more role', () => {
    fc.assert(
      fc.property(policy, grant, principal, action, target, (some, more, who, what, where) => {
        const before = decide(some, who, what, where);
        const after = decide({ ...some, grants: [...some.grants, more] }, who, what, where);
        expect(!before.allowed || after.allowed).toBe(true);
      }),
    );
  });

  it('names somebody who may with each refusal, or says that nobody may', () => {
    fc.assert(
      fc.property(policy, principal, action, target, (some, who, what, where) => {
        const decision = decide(some, who, what, where);
        if (decision.allowed) return;
        expect(decision.whoMay.some((each) => isMeant(each, who))).toBe(false);
        for (const each of decision.whoMay) {
          const other = {
            userId: each.kind === 'user' ? each.userId : 'U9',
            groups: each.kind === 'group' ? [{ id: each.group, handle: each.group }] : [],
          };
          expect(decide({ ...some, channels: [] }, other, what, where).allowed).toBe(true);
        }
      }),
    );
  });

  it('lets everybody see and delete where there is no policy file, and nobody has to approve', () => {
    const anybody = { userId: 'U1', groups: [] };
    const image = { repository: 'team/app', tags: ['latest'] };
    expect(decide(defaultPolicy, anybody, 'delete', image)).toEqual({ allowed: true });
    expect(decide(defaultPolicy, anybody, 'approve', image)).toEqual({
      allowed: false,
      because: 'role',
      whoMay: [],
    });
    expect(ruleOf(defaultPolicy, [image])).toEqual({ needs: [], typesDigest: false });
  });

  it('tells a right that is missing from a channel that does not have it', () => {
    const some: Policy = {
      ...defaultPolicy,
      grants: [{ role: 'deleter', who: [{ kind: 'user', userId: 'U1' }], repositories: ['team/*'] }],
      channels: [{ channelId: 'C1', may: ['view'], repositories: ['*'] }],
    };
    const where = { repository: 'team/app' };
    const one = { userId: 'U1', groups: [] };
    expect(decide(some, { ...one, channelId: 'C1' }, 'delete', where)).toMatchObject({ because: 'channel' });
    expect(decide(some, { ...one, channelId: 'C2' }, 'delete', where)).toEqual({ allowed: true });
    expect(decide(some, { ...one, userId: 'U2' }, 'delete', where)).toEqual({
      allowed: false,
      because: 'role',
      whoMay: [{ kind: 'user', userId: 'U1' }],
    });
  });
});

function named(userId: string): Subject[] {
  return [{ kind: 'user', userId }];
}

describe('ruleOf', () => {
  const some: Policy = {
    ...defaultPolicy,
    protections: [
      { tags: ['latest'], repositories: ['team/*'], approvals: 1, approvers: named('U1'), typesDigest: true },
      { tags: ['latest'], repositories: ['*'], approvals: 2, approvers: named('U2'), typesDigest: false },
    ],
  };

  it('asks for the approvals of each protection, by names that are unique', () => {
    expect(ruleOf(some, [{ repository: 'team/app', tags: ['latest', 'x'] }])).toEqual({
      needs: [
        { name: 'team/app: latest', approvals: 1, approvers: named('U1') },
        { name: 'team/app: latest (2)', approvals: 2, approvers: named('U2') },
      ],
      typesDigest: true,
    });
  });

  it('asks for nothing where no tag is protected', () => {
    expect(ruleOf(some, [{ repository: 'team/app', tags: ['x'] }, { repository: 'team/app' }]).needs).toEqual(
      [],
    );
  });

  it('has unique names, and is met by nothing but the approvers', () => {
    fc.assert(
      fc.property(policy, fc.array(target, { maxLength: 4 }), principal, (any, targets, who) => {
        const rule = ruleOf(any, targets);
        expect(asksTheSame(rule, ruleOf(any, targets))).toBe(true);
        expect(new Set(rule.needs.map(({ name }) => name)).size).toBe(rule.needs.length);
        const met = needsMetBy(any, who, targets);
        for (const { name, approvers } of rule.needs) {
          expect(!met.includes(name) || approvers.some((each) => isMeant(each, who))).toBe(true);
        }
      }),
    );
  });
});
