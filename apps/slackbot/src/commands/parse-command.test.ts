import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Filters } from '../query/filters.ts';
import { commandTable } from './command-table.ts';
import type { Command } from './command.ts';
import { maxKeepLast } from './flag-values.ts';
import { formatCommand } from './format-command.ts';
import { parseImageName } from './image-name.ts';
import { parseCommand } from './parse-command.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const dayMs = 86_400_000;
const app = { kind: 'repository', repository: 'team/app' } as const;

describe('parseCommand', () => {
  it.each<[string, Command]>([
    ['', { name: 'help' }],
    ['HELP', { name: 'help' }],
    ['—help', { name: 'help' }],
    ['help Cleanup', { name: 'help', topic: 'cleanup' }],
    ['delete --help', { name: 'help', topic: 'delete' }],
    ['list', { name: 'list', list: { filters: {} } }],
    ['List Team/App', { name: 'list', list: { repository: 'team/app', filters: {} } }],
    ['LIST --UNTAGGED', { name: 'list', list: { filters: { isUntagged: true } } }],
    [
      'list —older-than=2w team/app –larger-than “1.5GiB” --sort Size --desc',
      {
        name: 'list',
        list: {
          repository: 'team/app',
          filters: { olderThanMs: 14 * dayMs, largerThanBytes: 1.5 * 1024 ** 3 },
          sort: { field: 'size', isDescending: true },
        },
      },
    ],
    ['list --tag="pr-*"', { name: 'list', list: { filters: { tag: 'pr-*' } } }],
    ['list -desc', { name: 'list', list: { filters: {}, sort: { field: 'created', isDescending: true } } }],
    ['inspect crp1', { name: 'inspect', image: { kind: 'word', word: 'crp1' } }],
    ['inspect team/app:v1', { name: 'inspect', image: { ...app, tag: 'v1' } }],
    [
      'inspect <http://team.io/app:v1|team.io/app:v1>',
      { name: 'inspect', image: { kind: 'repository', repository: 'team.io/app', tag: 'v1' } },
    ],
    [
      'inspect &lt;https://LocalHost:5000/Team/app:v1&gt;',
      {
        name: 'inspect',
        image: { kind: 'repository', repository: 'localhost:5000/team/app', tag: 'v1' },
      },
    ],
    [
      `delete <http://host:5000/x|host:5000/x>@${digest}`,
      { name: 'delete', image: { kind: 'repository', repository: 'host:5000/x', digest } },
    ],
    ['delete host:5000', { name: 'delete', image: { kind: 'repository', repository: 'host', tag: '5000' } }],
    ['Host:5000/x/', { name: 'list', list: { repository: 'host:5000/x', filters: {} } }],
    [
      'cleanup <http://[::1]:5000/x> --untagged',
      { name: 'cleanup', cleanup: { repository: '[::1]:5000/x', filters: { isUntagged: true } } },
    ],
    [`delete team/app:v1@${digest}`, { name: 'delete', image: { ...app, tag: 'v1', digest } }],
    ['delete team/app', { name: 'delete', image: app }],
    ['team/app', { name: 'list', list: { repository: 'team/app', filters: {} } }],
    ['team/app:v1', { name: 'inspect', image: { ...app, tag: 'v1' } }],
    ['4F06B3C21B8E', { name: 'inspect', image: { kind: 'word', word: '4F06B3C21B8E' } }],
    [digest, { name: 'inspect', image: { kind: 'digest', digest } }],
    [
      'cleanup team/app --keep-last 5',
      { name: 'cleanup', cleanup: { repository: 'team/app', filters: {}, keepLast: 5 } },
    ],
    [
      'list --larger-than 500 MB --older-than=30 days mb',
      {
        name: 'list',
        list: { repository: 'mb', filters: { largerThanBytes: 500e6, olderThanMs: 30 * 86_400_000 } },
      },
    ],
    [
      'list --larger-than 500 team/app',
      { name: 'list', list: { repository: 'team/app', filters: { largerThanBytes: 500 } } },
    ],
    ['audit', { name: 'audit', audit: {} }],
    ['audit <@U1|Ada Lovelace>', { name: 'audit', audit: { userId: 'U1' } }],
    ['audit team/app:v1', { name: 'audit', audit: { image: { ...app, tag: 'v1' } } }],
    ['whoami', { name: 'whoami' }],
  ])('reads %j', (text, command) => {
    expect(parseCommand(text)).toEqual(command);
  });

  it.each([
    ['lst', { kind: 'unknown-command', typed: 'lst', meant: 'list' }],
    ['remove x', { kind: 'unknown-command', typed: 'remove', meant: 'delete' }],
    ['constructor', { kind: 'unknown-command', typed: 'constructor' }],
    ['help xyzzy', { kind: 'unknown-command', typed: 'xyzzy' }],
    ['list --untaged', { kind: 'unknown-flag', typed: '--untaged', command: 'list', meant: 'untagged' }],
    ['inspect a --sort size', { kind: 'unknown-flag', typed: '--sort', command: 'inspect' }],
    ['list --desc --desc', { kind: 'repeated-flag', flag: 'desc' }],
    ['list --sort', { kind: 'missing-value', flag: 'sort', flagKind: 'sort' }],
    ['list --tag --desc', { kind: 'missing-value', flag: 'tag', flagKind: 'pattern' }],
    ['list --desc=yes', { kind: 'value-not-taken', flag: 'desc' }],
    ['list --older-than 30m', { kind: 'bad-value', flag: 'older-than', flagKind: 'duration', typed: '30m' }],
    ['list --larger-than big', { kind: 'bad-value', flag: 'larger-than', flagKind: 'size', typed: 'big' }],
    ['cleanup a --keep-last 0', { kind: 'bad-value', flag: 'keep-last', flagKind: 'count', typed: '0' }],
    ['list --untagged --tag v*', { kind: 'contradicting-flags', flags: ['untagged', 'tag'] }],
    ['delete', { kind: 'missing-argument', command: 'delete' }],
    ['list a b', { kind: 'too-many-arguments', command: 'list', typed: 'b' }],
    ['whoami x', { kind: 'too-many-arguments', command: 'whoami', typed: 'x' }],
    ['list team/app:v1', { kind: 'tag-not-taken', command: 'list', repository: 'team/app' }],
    ['list a//b', { kind: 'not-a-repository', typed: 'a//b' }],
    ['inspect app@sha256:1', { kind: 'not-an-image', fault: 'digest', typed: 'sha256:1' }],
    ['inspect sha256:12345', { kind: 'not-an-image', fault: 'digest', typed: 'sha256:12345' }],
    ['inspect team/app:', { kind: 'not-an-image', fault: 'tag', typed: '' }],
    ['inspect <@U1>', { kind: 'not-an-image', fault: 'repository', typed: '<' }],
    ['audit @Grace', { kind: 'not-a-person', typed: '@Grace' }],
    ['audit <!subteam^S1|@sre>', { kind: 'not-a-person', typed: '@sre' }],
    ['cleanup team/app', { kind: 'cleanup-of-everything', repository: 'team/app' }],
  ])('says what is wrong with %j', (text, problem) => {
    expect(parseCommand(text)).toMatchObject({ name: 'help', problem });
  });

  it('understands anything, as help if nothing else', () => {
    const starts = commandTable.map(({ name }) => `${name} `);
    fc.assert(
      fc.property(
        fc.constantFrom('', ...starts),
        fc.string({ unit: 'binary', maxLength: 8000 }),
        (start, text) => {
          expect(commandTable.map(({ name }) => name)).toContain(parseCommand(start + text).name);
        },
      ),
    );
  });

  it('reads 8000 characters of one thing', () => {
    const units = [
      '<http://',
      '<@U',
      '--',
      '"',
      '/',
      'a/',
      'a:',
      'a.',
      '=',
      '`-`',
      '\u00a0',
      '&lt;',
      '*',
      '<#',
    ];
    for (const unit of units) {
      for (const start of ['a', 'list a', 'inspect a', 'list --tag ']) {
        const text = `${start}${unit.repeat(8000 / unit.length)}a`;
        expect(parseCommand(text).name).toBeDefined();
      }
    }
  });
});

const repository = fc.stringMatching(/^([a-z]([.][a-z])?:[0-9]{1,5}\/)?[a-z0-9]{1,8}(\/[a-z0-9]{1,8}){0,2}$/);
const filters: fc.Arbitrary<Filters> = fc
  .record(
    {
      olderThanMs: fc.integer({ min: 1, max: 800_000 }).map((hours) => hours * 3_600_000),
      largerThanBytes: fc.integer({ min: 1, max: 2 ** 49 }),
    },
    { requiredKeys: [] },
  )
  .chain((some) =>
    fc.oneof(
      fc.constant<Filters>(some),
      fc.constant<Filters>({ ...some, isUntagged: true }),
      fc.stringMatching(/^[a-z0-9_.*?]{1,12}$/).map((tag): Filters => Object.assign({ tag }, some)),
    ),
  );
const image = fc
  .stringMatching(
    /^([a-z0-9]{1,8}|[a-z]{1,6}\/[a-z]{1,6}|sha256:[a-f0-9]{6,64}|([a-z]:[0-9]{1,5}\/)?[a-z]\/?(:v[0-9])?(@sha256:[a-f0-9]{6,64})?)$/,
  )
  .map(parseImageName)
  .filter((parsed) => parsed.ok)
  .map((parsed) => parsed.image);
const sort = fc.record({
  field: fc.constantFrom('size' as const, 'created' as const, 'name' as const),
  isDescending: fc.boolean(),
});
const command: fc.Arbitrary<Command> = fc.oneof(
  fc
    .record({ repository, filters, sort }, { requiredKeys: ['filters'] })
    .map((list): Command => ({ name: 'list', list })),
  fc
    .record({ name: fc.constantFrom('inspect' as const, 'delete' as const), image })
    .map((one): Command => one),
  fc
    .record({ repository, filters, keepLast: fc.integer({ min: 1, max: maxKeepLast }) })
    .map((cleanup): Command => ({ name: 'cleanup', cleanup })),
  fc.record({ image }).map((audit): Command => ({ name: 'audit', audit })),
  fc.stringMatching(/^U[A-Z0-9]{1,10}$/).map((userId): Command => ({ name: 'audit', audit: { userId } })),
  fc.constantFrom<Command>({ name: 'whoami' }, { name: 'help' }, { name: 'help', topic: 'cleanup' }),
);

describe('formatCommand', () => {
  it('writes what parseCommand reads', () => {
    fc.assert(
      fc.property(command, (asked) => {
        expect(parseCommand(formatCommand(asked))).toEqual(asked);
      }),
      { numRuns: 400 },
    );
  });
});

describe('commandTable', () => {
  it.each(commandTable.flatMap(({ name, examples }) => examples.map((example) => [name, example] as const)))(
    'has right examples for %s: %s',
    (name, example) => {
      const parsed = parseCommand(example.replace('@ada', '<@U1|ada>'));
      expect(parsed).toMatchObject({ name });
      expect(parsed).not.toHaveProperty('problem');
    },
  );
});
