import { describe, expect, it } from 'vitest';

import { policyOf } from '../../test/deletion-world.ts';
import { defaultPolicy } from '../policy/policy.ts';
import { diagnose, type DoctorFacts } from './diagnose.ts';

const here = [
  ['C0GENERAL', 'member'],
  ['C0AUDIT', 'member'],
] as const;
const healthy: DoctorFacts = {
  policy: policyOf(`
roles: { deleter: [U0ADA, "@platform"], approver: [S0SRE] }
channels: { C0GENERAL: { may: view } }
protected: { tags: latest, approvals: 2 }
auditChannel: C0AUDIT
`),
  botToken: { ok: true },
  appToken: { ok: true },
  neededScopes: ['commands', 'chat:write'],
  grantedScopes: ['chat:write', 'commands'],
  channels: new Map(here),
  users: new Map([['U0ADA', 'active']]),
  groups: [
    { id: 'S0SRE', handle: 'sre', memberCount: 2 },
    { id: 'S0PLATFORM', handle: 'platform', memberCount: 1 },
  ],
  imageApi: { ok: true },
  database: { ok: true },
};
const no = { ok: false, reason: 'no' } as const;
const away = { ok: false, reason: 'HTTP 503', isSlackAway: true } as const;

describe('diagnose', () => {
  it('finds nothing where all is well', () => {
    expect(diagnose(healthy)).toEqual([]);
  });

  it.each<[Partial<DoctorFacts>, string, object]>([
    [{ botToken: no }, 'problem', { kind: 'bot-token', reason: 'no' }],
    [{ appToken: no }, 'problem', { kind: 'app-token', reason: 'no' }],
    [{ botToken: away }, 'problem', { kind: 'slack-away', what: 'bot-token', reason: 'HTTP 503' }],
    [{ appToken: away }, 'problem', { kind: 'slack-away', what: 'app-token', reason: 'HTTP 503' }],
    [{ groups: away }, 'problem', { kind: 'slack-away', what: 'groups', reason: 'HTTP 503' }],
    [{ imageApi: no }, 'problem', { kind: 'image-api', reason: 'no' }],
    [{ database: no }, 'problem', { kind: 'database', reason: 'no' }],
    [{ groups: { reason: 'missing_scope' } }, 'problem', { kind: 'groups', reason: 'missing_scope' }],
    [{ grantedScopes: ['commands'] }, 'problem', { kind: 'missing-scope', scope: 'chat:write' }],
    [
      { grantedScopes: ['commands', 'chat:write', 'files:read'] },
      'warning',
      { kind: 'extra-scope', scope: 'files:read' },
    ],
    [
      { channels: new Map([...here, ['C0AUDIT', 'not-member']]) },
      'problem',
      { kind: 'audit-channel', channelId: 'C0AUDIT', is: 'not-member' },
    ],
    [
      { channels: new Map([...here, ['C0GENERAL', 'unknown']]) },
      'warning',
      { kind: 'channel', channelId: 'C0GENERAL', is: 'unknown' },
    ],
    [
      { channels: new Map([['C0AUDIT', 'member']]) },
      'warning',
      { kind: 'unseen-channels', ids: ['C0GENERAL'] },
    ],
    [{ users: new Map() }, 'warning', { kind: 'unseen-users', ids: ['U0ADA'] }],
    [
      { users: new Map([['U0ADA', 'deactivated']]) },
      'problem',
      { kind: 'user', userId: 'U0ADA', is: 'deactivated' },
    ],
    [
      { groups: [{ id: 'S0SRE', handle: 'sre', memberCount: 2 }] },
      'problem',
      { kind: 'unknown-group', group: 'platform' },
    ],
    [
      {
        groups: [
          { id: 'S0SRE', handle: 'sre', memberCount: 1 },
          { id: 'S0PLATFORM', handle: 'platform', memberCount: 9 },
        ],
      },
      'problem',
      { kind: 'too-few-approvers', tags: ['latest'], have: 1, need: 2 },
    ],
    [{ policy: defaultPolicy }, 'warning', { kind: 'no-policy' }],
  ])('finds what is wrong with %j', (facts, level, trouble) => {
    expect(diagnose({ ...healthy, ...facts })).toEqual([{ level, trouble }]);
  });

  it('counts only who may approve in the protected repositories', () => {
    const policy = policyOf(`
roles: { approver: ["@sre", { who: "@platform", repositories: team/* }] }
protected: { tags: latest, repositories: base/*, approvals: 2 }
`);
    const groups = [
      { id: 'S0SRE', handle: 'sre', memberCount: 1 },
      { id: 'S0PLATFORM', handle: 'platform', memberCount: 9 },
    ];
    expect(diagnose({ ...healthy, policy, groups })).toMatchObject([
      { trouble: { kind: 'too-few-approvers', have: 1 } },
    ]);
  });

  it('does not guess where nothing could be asked', () => {
    const { channels: _c, users: _u, groups: _g, grantedScopes: _s, ...rest } = healthy;
    expect(diagnose({ ...rest, botToken: no })).toMatchObject([{ trouble: { kind: 'bot-token' } }]);
  });
});
