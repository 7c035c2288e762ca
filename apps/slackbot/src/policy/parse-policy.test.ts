import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parsePolicy } from './parse-policy.ts';
import type { Policy } from './policy.ts';

function policyOf(text: string): Policy {
  const parsed = parsePolicy(text);
  if ('policy' in parsed) return parsed.policy;
  throw new Error(parsed.problems.join('\n'));
}

function problemsOf(text: string): readonly string[] {
  const parsed = parsePolicy(text);
  return 'problems' in parsed ? parsed.problems : [];
}

const full = `
roles:
  viewer: everyone
  deleter:
    - "@platform"
    - who: [U0ADA, S0TEAM]
      repositories: team/*
  approver: ["@sre", U0GRACE]
  admin: U0ROOT
channels:
  C0GENERAL: { may: [view] }
  "*": { repositories: ["team/*", base] }
protected:
  - tags: [latest, prod-*]
  - { tags: v*, repositories: team/*, approvals: 2, approvers: [U0ADA, U0GRACE, U0ROOT], typeDigest: false }
expiresAfter: 12h
auditChannel: C0AUDIT
`;

describe('parsePolicy', () => {
  it('reads all that a file can say', () => {
    expect(policyOf(full)).toEqual({
      source: 'file',
      grants: [
        { role: 'viewer', who: [{ kind: 'everyone' }], repositories: ['*'] },
        { role: 'deleter', who: [{ kind: 'group', group: 'platform' }], repositories: ['*'] },
        {
          role: 'deleter',
          who: [
            { kind: 'user', userId: 'U0ADA' },
            { kind: 'group', group: 'S0TEAM' },
          ],
          repositories: ['team/*'],
        },
        { role: 'approver', who: [{ kind: 'group', group: 'sre' }], repositories: ['*'] },
        { role: 'approver', who: [{ kind: 'user', userId: 'U0GRACE' }], repositories: ['*'] },
        { role: 'admin', who: [{ kind: 'user', userId: 'U0ROOT' }], repositories: ['*'] },
      ],
      channels: [
        { channelId: 'C0GENERAL', may: ['view'], repositories: ['*'] },
        {
          channelId: '*',
          may: ['view', 'delete', 'approve', 'administer'],
          repositories: ['team/*', 'base'],
        },
      ],
      protections: [
        { tags: ['latest', 'prod-*'], repositories: ['*'], approvals: 1, typesDigest: true },
        {
          tags: ['v*'],
          repositories: ['team/*'],
          approvals: 2,
          approvers: [
            { kind: 'user', userId: 'U0ADA' },
            { kind: 'user', userId: 'U0GRACE' },
            { kind: 'user', userId: 'U0ROOT' },
          ],
          typesDigest: false,
        },
      ],
      expiresAfterMs: 12 * 3_600_000,
      auditChannelId: 'C0AUDIT',
    });
  });

  it('lets a request wait a day unless told otherwise', () => {
    expect(policyOf('roles: { viewer: everyone }').expiresAfterMs).toBe(24 * 3_600_000);
  });

  it('names everything that is wrong at once, each with its place and what to do', () => {
    const problems = problemsOf(`
role: {}
roles:
  viwer: everyone
  deleter: [platform, 17]
channels:
  general: { may: [see] }
protected:
  - tags: ["a b"]
    aprovals: 2
expiresAfter: soon
auditChannel: "#audit"
`);
    expect(problems).toEqual([
      'role is not a setting. Did you mean "roles"?',
      'auditChannel must be the id of a channel, such as C024BE91L (in Slack: the channel\'s name, then "About"); it is "#audit".',
      'roles.viwer is not a setting. Did you mean "viewer"?',
      expect.stringMatching(/^roles\.deleter\[0\] must be "everyone", .*; it is "platform"\.$/),
      expect.stringMatching(/^roles\.deleter\[1\] must be .*; it is 17\.$/),
      expect.stringMatching(/^channels\.general must be named by the id of a channel/),
      expect.stringMatching(/^channels\.general\.may\[0\] must be one of "view", .*; it is "see"\.$/),
      'protected[0].aprovals is not a setting. Did you mean "approvals"?',
      expect.stringMatching(/^protected\[0\]\.tags\[0\] must be a pattern for tags/),
      'expiresAfter must be a duration, such as 12h, 7d or 2w; it is "soon".',
      expect.stringMatching(/^protected\[0\] needs an approver/),
    ]);
  });

  it.each([
    ['', 'The file gives nobody a role. Add "roles:", such as "roles: { viewer: everyone }".'],
    ['[]', 'The file must be a mapping: lines of "name: value".'],
    ['roles: {', /^The file is not YAML: .* at line 1/],
    [
      'roles: { viewer: everyone }\nroles: {}',
      'The file is not YAML: Map keys must be unique at line 2, column 1.',
    ],
    ['roles: { deleter: @platform }', /Put the handles of groups in quotes\.$/],
    ['roles: { viewer: [] }', 'roles.viewer is an empty list. Put something into it or leave it out.'],
    ['roles: { viewer: [U0A, U0A] }', 'roles.viewer[1] is the same as roles.viewer[0]. Leave one out.'],
    ['roles: { viewer: [U0A, { who: U0A }] }', 'roles.viewer names U0A twice for "*". Leave one out.'],
    [
      'roles: { viewer: everyone }\nchannels: { C0A: {} }',
      'channels.C0A limits nothing. Add "may" or "repositories", or leave it out.',
    ],
    [
      'roles: { viewer: everyone }\nprotected: { tags: latest }',
      'protected[0] needs an approver, and nobody is one in its repositories. Add "approvers" there, or "approver" to roles.',
    ],
    [
      'roles: { approver: [U0A] }\nprotected: [{ tags: latest, approvals: 2 }]',
      'protected[0].approvals is 2, but roles.approver and roles.admin name 1. Name more users, or ask for fewer approvals.',
    ],
    [
      'roles: { viewer: everyone }\nprotected: [{ tags: latest, approvals: 2, approvers: U0A }]',
      'protected[0].approvals is 2, but protected[0].approvers names 1. Name more users, or ask for fewer approvals.',
    ],
    [
      'roles: { viewer: everyone }\nprotected: [{ tags: latest, approvals: 0, approvers: U0A }]',
      'protected[0].approvers names somebody, but protected[0].approvals is 0. Set it to 1 or more, or leave approvers out.',
    ],
    [
      'roles: { viewer: everyone }\nprotected: [{ tags: latest, approvals: 0, typeDigest: false }]',
      'protected[0] asks for nothing. Set "approvals" or "typeDigest: true".',
    ],
    [
      'roles: { approver: everyone }\nprotected: [{ tags: [a, b] }, { tags: [b, a], approvals: 2 }]',
      'protected[1] is for the same tags and repositories as protected[0]. Make one of the two.',
    ],
    [
      'roles: { deleter: everyone, approver: { who: U0A, repositories: a/* } }\nprotected: [{ tags: latest, repositories: b/* }]',
      'protected[0] needs an approver, and nobody is one in its repositories. Add "approvers" there, or "approver" to roles.',
    ],
    [
      'roles: { admin: U0A }\nprotected: [{ tags: latest }]',
      'protected[0].approvals is 1, but roles.approver and roles.admin name 1, and whoever may delete there is one of them: nobody approves what they ask for themselves. Name more users.',
    ],
    [
      'roles: { deleter: [U0A, U0B] }\nprotected: [{ tags: latest, approvals: 2, approvers: [U0A, U0B] }]',
      /whoever may delete there is one of them/,
    ],
    [
      'roles: { deleter: everyone, approver: U0A }\nchannels: { "*": { may: [view, delete] }, C0A: { repositories: b/* } }\nprotected: [{ tags: latest, repositories: a/* }]',
      'protected[0] needs an approval, and "channels" lets nobody approve there, in no channel. Add "approve" to one of them.',
    ],
    [
      'roles: { viewer: everyone }\nprotected: [{ tags: , approvals: 0 }]',
      /^protected\[0\]\.tags must be a pattern for tags, .*; it is null\.$/,
    ],
    [
      'roles: { approver: everyone }\nprotected: [{ tags: a, approvals: }]',
      'protected[0].approvals must be a whole number from 0 to 20; it is null.',
    ],
    [
      'roles: { approver: everyone }\nprotected:\n  - tags: [latest, *-prod]',
      'The file is not YAML: Alias *-prod stands for nothing at line 3, column 20. Put patterns that begin with a star in quotes.',
    ],
    [
      'roles: { approver: everyone }\nprotected:\n  - tags: *',
      'The file is not YAML: Alias cannot be an empty string at line 3, column 11. Put patterns that begin with a star in quotes.',
    ],
    ['roles: { approver: everyone }\nprotected: [{}]', /^protected\[0\] names no tags\./],
    [
      'roles: { viewer: everyone }\nprotected: [{ tags: a, approvals: -1 }]',
      'protected[0].approvals must be a whole number from 0 to 20; it is -1.',
    ],
  ])('refuses %j', (text, problem) => {
    const [found, ...others] = problemsOf(text);
    expect(found).toMatch(problem);
    expect(others).toEqual([]);
  });

  const needsApprover = expect.stringMatching(/^protected\[1\] needs an approver/);
  it.each([
    ['roles: { viwer: everyone }', needsApprover],
    ['rolse: { viewer: everyone }', needsApprover],
    ['roles: { viewer: bob }', needsApprover],
    ['roles: { viewer: everyone }\nexpiresAfter: soon', needsApprover],
    ['roles: { viewer: everyone, approver: [] }', undefined],
    ['roles: { viewer: everyone, aprover: everyone }', undefined],
    ['roles: { viewer: everyone, approver: bob }', undefined],
    ['roles: { viewer: everyone, boss: U0A }', undefined],
    ['roles: [everyone]', undefined],
    ['roles: { approver: everyone }\nchannels: { "*": { may: view }, C0A: { may: see } }', undefined],
    ['roles: { approver: everyone }\nchannels: { "*": { may: view }, C0A: yes }', undefined],
  ])('looks for contradictions in what it can read of %j, and guesses none', (text, contradiction) => {
    const problems = problemsOf(`${text}\nprotected: [17, { tags: "a b" }, { tags: b, approvals: two }]`);
    expect(problems).toContainEqual(expect.stringMatching(/^protected\[0\] must be a mapping/));
    expect(problems.filter((problem) => /needs|twice|same tags|but/.test(problem))).toEqual(
      contradiction === undefined ? [] : [contradiction],
    );
  });

  it('reads any text and any value, and finds a policy or a problem', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.jsonValue().map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const parsed = parsePolicy(text);
        expect('policy' in parsed || parsed.problems.length > 0).toBe(true);
      }),
    );
  });

  it('does not let aliases blow up a file', () => {
    const levels = Array.from({ length: 12 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]`);
    expect(problemsOf(`a0: &a0 [x]\n${levels.join('\n')}`)).not.toEqual([]);
  });
});
