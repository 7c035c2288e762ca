import { describe, expect, it } from 'vitest';

import { certificate, parseEnvironment } from '../../test/config-environment.ts';
import type { ParsedConfig } from './parse-config.ts';

const hash = 'a'.repeat(64);
const env = { PROD_PASSWORD: 'p-secret', EMPTY: '' };
const files: Record<string, string> = {
  '/run/secrets/hook': 'hook-secret-0123\n',
  '/etc/service/hook': 'hook-secret-0123',
  '/etc/service/empty': '\n',
  '/etc/ssl/ca.pem': certificate,
  '/etc/service/other.pem': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
};

const file = '/etc/service/config.yaml';

function parse(yaml: string, more: Record<string, string> = {}): ParsedConfig {
  return parseEnvironment({ ...env, CONFIG_FILE: file, ...more }, { ...files, [file]: yaml });
}

function problemsOf(yaml: string, more?: Record<string, string>): readonly string[] {
  const parsed = parse(yaml, more);
  expect(JSON.stringify(parsed)).not.toContain('-secret');
  return parsed.ok ? [] : parsed.problems;
}

const local = 'registries: [{ id: local, layouts: { root: /srv } }]\n';

function tokenFor(patterns: string): string {
  return `tokens: [{ name: a, sha256: ${hash}, role: reader, repositories: [${patterns}] }]`;
}

describe('parseConfig of a file', () => {
  it('reads several registries, with secrets from elsewhere', () => {
    const parsed = parse(`
listen: { host: 0.0.0.0, port: 9090 }
database: index.db
registries:
  - id: local
    folderId: team
    layouts: { root: images }
  - id: prod
    distribution:
      url: https://registry.example
      username: bot
      password: { env: PROD_PASSWORD }
      realms: [https://auth.example]
      ca: /etc/ssl/ca.pem
      repositories: []
    protectedTags: [latest, 'prod-*', 'v*']
    events: { token: { file: /run/secrets/hook } }
    reconcileMinutes: 30
tokens:
  - { name: ci, sha256: ${hash}, role: reader, repositories: ['prod/team/*'] }
`);
    expect(parsed).toEqual({
      ok: true,
      overridden: [],
      config: {
        host: '0.0.0.0',
        port: 9090,
        database: '/etc/service/index.db',
        registries: [
          {
            id: 'local',
            folderId: 'team',
            source: { kind: 'layouts', root: '/etc/service/images' },
            protectedTags: [],
            eventsToken: undefined,
            reconcileMinutes: 10,
          },
          {
            id: 'prod',
            folderId: undefined,
            source: {
              kind: 'distribution',
              url: 'https://registry.example',
              credentials: { username: 'bot', password: 'p-secret' },
              realms: ['https://auth.example'],
              ca: certificate,
              repositories: undefined,
            },
            protectedTags: ['latest', 'prod-*', 'v*'],
            eventsToken: 'hook-secret-0123',
            reconcileMinutes: 30,
          },
        ],
        tokens: [{ name: 'ci', sha256: hash, role: 'reader', repositories: ['prod/team/*'] }],
      },
    });
  });

  it('lets the environment win, and adds its token', () => {
    const more = {
      HOST: '127.0.0.2',
      PORT: '0',
      DATABASE: '/other.db',
      ACCESS_TOKEN: 'the-token-0123456789',
    };
    const parsed = parse(
      `${local}tokens: [{ name: ci, sha256: ${hash}, role: deleter, repositories: ['**'] }]`,
      more,
    );
    expect(parsed).toMatchObject({
      config: {
        host: '127.0.0.2',
        port: 0,
        database: '/other.db',
        tokens: [{ name: 'ci' }, { name: 'access-token' }],
      },
      overridden: [],
    });
  });

  it.each([
    ['', /^registries \(line 1\) must be a list of at least one registry\.$/],
    ['registries: []', /^registries \(line 1\) must be a list of at least one/],
    ['[]', /^The file \(line 1\) must be a mapping of listen, database, registries, tokens\.$/],
    ['registries: [', /^The file is no YAML: .* at line 1/],
    [`${local}${local}`, /^The file is no YAML: Map keys must be unique/],
    [
      'registries: [{ id: a, layouts: { root: /a }, protectedTags: [*] }]',
      /^The file is no YAML: .* at line 1.*between quotes/,
    ],
    [
      `${local}x: &a [1, 1]\ny: &b [${'*a, '.repeat(30)}]\nz: [${'*b, '.repeat(30)}]`,
      /^The file is no YAML: Excessive alias count/,
    ],
    ['registries: { id: a }', /^registries \(line 1\) must be a list/],
    ['registries: [a]', /^registries\[0\] \(line 1\) must be a mapping of id, folderId/],
    ['registries:\n  - layouts: { root: /a }', /^registries\[0\]\.id \(line 2\) is missing/],
    [
      'registries:\n  - id: A\n    layouts: { root: /a }',
      /^registries\[0\]\.id \(line 2\) must be at most 50/,
    ],
    [
      'registries: [{ id: 1, layouts: { root: /a } }]',
      /^registries\[0\]\.id \(line 1\) must be text: put it between quotes/,
    ],
    ['registries: [{ id: a }]', /^registries\[0\]\.layouts \(line 1\) is missing, and so is distribution/],
    [
      'registries: [{ id: a, layouts: { root: /a }, distribution: { url: "https://r" } }]',
      /^registries\[0\]\.distribution \(line 1\) cannot be set besides layouts/,
    ],
    ['registries: [{ id: a, layouts: {} }]', /^registries\[0\]\.layouts\.root \(line 1\) is missing/],
    [
      'registries: [{ id: a, layouts: { root: /a }, events: { token: { file: hook } } }]',
      /^registries\[0\]\.events .* a folder sends none/,
    ],
    [
      'registries: [{ id: a, layouts: { root: /a }, protectedTags: [a/b] }]',
      /^registries\[0\]\.protectedTags\[0\] \(line 1\) must be a tag/,
    ],
    [
      'registries: [{ id: a, layouts: { root: /a }, protectedTag: [] }]',
      /^registries\[0\]\.protectedTag \(line 1\) is no setting: did you mean protectedTags\?$/,
    ],
    [
      'registries: [{ id: a, layouts: { root: /a }, quota: 1 }]',
      /^registries\[0\]\.quota \(line 1\) is no setting: use id, folderId/,
    ],
    [
      'registries: [{ id: a, layouts: { root: /a }, reconcileMinutes: 1.5 }]',
      /^registries\[0\]\.reconcileMinutes \(line 1\) must be a whole number/,
    ],
    [`${local}listen: { port: "80" }`, /^listen\.port \(line 2\) must be a whole number from 0 to 65535/],
    [`${local}database: 5`, /^database \(line 2\) must be text/],
    [
      `${local}tokens: [{ name: a b, sha256: ${hash}, role: reader, repositories: ['**'] }]`,
      /^tokens\[0\]\.name/,
    ],
    [
      `${local}tokens: [{ name: a, sha256: ABC, role: reader, repositories: ['**'] }]`,
      /^tokens\[0\]\.sha256 .* make-token/,
    ],
    [
      `${local}tokens: [{ name: a, sha256: ${hash}, role: admin, repositories: ['**'] }]`,
      /^tokens\[0\]\.role \(line 2\) must be reader or deleter/,
    ],
    [
      `${local}tokens: [{ name: a, sha256: ${hash}, role: reader }]`,
      /^tokens\[0\]\.repositories \(line 2\) must be a list of at least one pattern/,
    ],
    [
      `${local}tokens: [{ name: a, sha256: ${hash}, role: reader, repositories: ['/x'] }]`,
      /^tokens\[0\]\.repositories\[0\]/,
    ],
    [`${local}listen: { host: 0.0.0.0 }`, /can only listen on a loopback address/],
    [
      'registries: [{ id: a, layouts: { root: /a } }, { id: a, layouts: { root: /b } }]',
      /^Two registries have the id a/,
    ],
  ])('refuses %j', (yaml, problem) => {
    expect(problemsOf(yaml)).toEqual([expect.stringMatching(problem)]);
  });

  it.each([
    ['url: registry.example', /url \(line 1\) must be like https:/],
    ['username: bot', /must have both username and password/],
    ['password: { env: PROD_PASSWORD }', /must have both username and password/],
    [
      'username: bot, password: { env: PROD_PASSWORD }, token: { env: PROD_PASSWORD }',
      /must have either a token or/,
    ],
    ['username: bot, password: p-secret', /password \(line 1\) must be \{ env: NAME \} or/],
    ['username: bot, password: { env: NOT_SET }', /password .* is empty: set NOT_SET/],
    ['username: bot, password: { env: EMPTY }', /password .* is empty: set EMPTY/],
    ['token: { file: empty }', /token .* is empty: write the secret into empty/],
    ['token: { file: none }', /token .* names none, which cannot be read: ENOENT/],
    ['token: { file: a, env: b }', /token .* must have one of env/],
    ['token: { value: p-secret }', /token\.value .* is no setting/],
    ['ca: none.pem', /ca .* names none.pem, which cannot be read/],
    ['ca: other.pem', /ca .* must be the file of certificates in PEM/],
    ['url: "http://r", ca: /etc/ssl/ca.pem', /ca .* is for a url that begins with https/],
    ['realms: [auth.example]', /realms\[0\] .* must be like https:/],
    ['repositories: [Team]', /repositories\[0\] .* must be the name of a repository/],
  ])('refuses a distribution with %j', (settings, problem) => {
    const url = settings.includes('url:') ? '' : 'url: "https://r", ';
    const problems = problemsOf(`registries: [{ id: a, distribution: { ${url}${settings} } }]`);
    expect(problems[0]).toMatch(problem);
    expect(problems[0]).toMatch(/^registries\[0\]\.distribution/);
  });

  it.each([
    ['{}', /events\.token \(line 1\) is missing/],
    ['{ token: hook-secret-0123 }', /events\.token \(line 1\) must be \{ env: NAME \}/],
    [
      '{ token: { env: PROD_PASSWORD } }',
      /events\.token .* must be at least 16 .*: what PROD_PASSWORD has is not/,
    ],
  ])('refuses the events %j', (events, problem) => {
    const yaml = `registries: [{ id: a, distribution: { url: "https://r" }, events: ${events} }]`;
    expect(problemsOf(yaml)).toEqual([expect.stringMatching(problem)]);
  });

  it('takes relative paths of secrets from its folder', () => {
    const yaml =
      'registries: [{ id: a, distribution: { url: "https://r" }, events: { token: { file: hook } } }]';
    expect(parse(yaml)).toMatchObject({ config: { registries: [{ eventsToken: 'hook-secret-0123' }] } });
  });

  it('refuses a registry in the environment besides it', () => {
    const problems = problemsOf(local, { IMAGES_ROOT: '/i', REGISTRY_ID: 'x' });
    expect(problems).toEqual([
      expect.stringMatching(/^IMAGES_ROOT cannot be set besides CONFIG_FILE/),
      expect.stringMatching(/^REGISTRY_ID cannot be set besides CONFIG_FILE/),
    ]);
  });

  it('refuses tokens that are the same, or have the same name', () => {
    const tokens = `[{ name: a, sha256: ${hash}, role: reader, repositories: ['**'] }, { name: a, sha256: ${hash}, role: deleter, repositories: ['**'] }]`;
    expect(problemsOf(`${local}tokens: ${tokens}`)).toEqual([
      expect.stringContaining('the name a'),
      expect.stringContaining('the same sha256'),
    ]);
  });

  it('refuses tokens for registries that there are not', () => {
    expect(problemsOf(`${local}${tokenFor('locl/team/*')}`)).toEqual([
      'The token a is for locl/team/*, and there is no registry locl: did you mean local?',
    ]);
    expect(problemsOf(`${local}${tokenFor("'*/team', '**', local/app, lo*/x")}`)).toEqual([]);
  });

  it('says all that is wrong at once, each with its line', () => {
    const problems = problemsOf(
      'listen:\n  prot: 1\nregistries:\n  - id: A\n    layouts:\n      rot: /a\ntoken: []\n',
    );
    expect(problems.map((problem) => problem.split(') ')[0])).toEqual([
      'token (line 7',
      'listen.prot (line 2',
      'registries[0].id (line 4',
      'registries[0].layouts.rot (line 6',
      'registries[0].layouts.root (line 6',
    ]);
  });
});
