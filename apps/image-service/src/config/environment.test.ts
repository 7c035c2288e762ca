import { describe, expect, it } from 'vitest';

import { hashToken } from '../access/tokens.ts';
import { parseConfig } from './parse-config.ts';

const token = '0123456789abcdef';
/** Of an authority that nobody has. */
const certificate = `-----BEGIN CERTIFICATE-----
MIIBdjCCARugAwIBAgIUUv+2NON45DxXnpoWGq+VqIz8tBMwCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjMxNTM1NTJaGA8yMTI2MTAzMDE1MzU1
MlowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMDD
kUZAlzf40T+7u3VO2mnokTLnq/zAuD2iSsPC5+zEQn2xetpfjmrrk1iCJGxKEjt6
sq+qIt5HTVnCHsKfA4WjUzBRMB0GA1UdDgQWBBQFfKswSX2WClOHjB73q6nKrDpI
RjAfBgNVHSMEGDAWgBQFfKswSX2WClOHjB73q6nKrDpIRjAPBgNVHRMBAf8EBTAD
AQH/MAoGCCqGSM49BAMCA0kAMEYCIQD4z6P5QggmKXZC1GHmDnqzoS3fgqTgyNxF
XI8cFjXHsgIhAKQrWbX7StucENcBKIjnplH6btjgnRaUi8Q4p+Q7sJGZ
-----END CERTIFICATE-----
`;

function parse(env: Record<string, string>, files: Record<string, string> = {}) {
  return parseConfig({
    env,
    readFile(path) {
      const text = files[path];
      if (text === undefined) throw new Error('ENOENT: no such file');
      return text;
    },
  });
}

describe('parseConfig of an environment', () => {
  it('needs no more than the folder', () => {
    expect(parse({ IMAGES_ROOT: '/images', PORT: '' })).toEqual({
      ok: true,
      overridden: [],
      config: {
        host: '127.0.0.1',
        port: 8080,
        database: ':memory:',
        registries: [
          {
            id: 'local',
            folderId: undefined,
            source: { kind: 'layouts', root: '/images' },
            protectedTags: [],
            eventsToken: undefined,
            reconcileMinutes: 10,
          },
        ],
        tokens: [],
      },
    });
  });

  it('takes everything from the environment', () => {
    const env = {
      IMAGES_ROOT: '/i',
      REGISTRY_ID: 'demo',
      FOLDER_ID: 'f',
      HOST: '0.0.0.0',
      PORT: '0',
      DATABASE: '/var/lib/index.db',
      PROTECTED_TAGS: 'latest, prod-*',
      RECONCILE_MINUTES: '5',
      ACCESS_TOKEN: token,
    };
    expect(parse(env)).toEqual({
      ok: true,
      config: {
        host: '0.0.0.0',
        port: 0,
        database: '/var/lib/index.db',
        registries: [
          {
            id: 'demo',
            folderId: 'f',
            source: { kind: 'layouts', root: '/i' },
            protectedTags: ['latest', 'prod-*'],
            eventsToken: undefined,
            reconcileMinutes: 5,
          },
        ],
        tokens: [{ name: 'access-token', sha256: hashToken(token), role: 'deleter', repositories: ['**'] }],
      },
      overridden: [],
    });
  });

  it('takes a registry in the place of a folder', () => {
    const parsed = parse(
      {
        REGISTRY_URL: 'https://registry.example:5000',
        REGISTRY_USERNAME: 'u',
        REGISTRY_PASSWORD: 'p',
        REGISTRY_REALMS: 'https://auth.example',
        REGISTRY_CA: '/ca.pem',
        REGISTRY_REPOSITORIES: 'team/app, base',
        WEBHOOK_TOKEN: token,
      },
      { '/ca.pem': certificate },
    );
    expect(parsed.ok && parsed.config.registries).toEqual([
      expect.objectContaining({
        source: {
          kind: 'distribution',
          url: 'https://registry.example:5000',
          credentials: { username: 'u', password: 'p' },
          realms: ['https://auth.example'],
          ca: certificate,
          repositories: ['team/app', 'base'],
        },
        eventsToken: token,
      }),
    ]);
    expect(parse({ REGISTRY_URL: 'http://localhost:5000', REGISTRY_TOKEN: 't' })).toMatchObject({
      config: {
        registries: [{ source: { credentials: { token: 't' }, realms: [], repositories: undefined } }],
      },
    });
  });

  it.each([
    [{ IMAGES_ROOT: '/i', REGISTRY_URL: 'http://r' }, /^Set either/],
    [{ REGISTRY_URL: 'registry.example' }, /^REGISTRY_URL/],
    [{ REGISTRY_URL: 'https://user:secret@r' }, /^REGISTRY_URL/],
    [{ REGISTRY_URL: 'https://r/v2/' }, /^REGISTRY_URL/],
    [{ REGISTRY_URL: 'http://r', REGISTRY_USERNAME: 'u' }, /go together/],
    [
      { REGISTRY_URL: 'http://r', REGISTRY_USERNAME: 'u', REGISTRY_PASSWORD: 'secret', REGISTRY_TOKEN: 't' },
      /takes the place/,
    ],
    [{ REGISTRY_URL: 'http://r', REGISTRY_REALMS: 'auth.example' }, /^REGISTRY_REALMS/],
    [{ REGISTRY_URL: 'http://r', REGISTRY_REPOSITORIES: 'Team' }, /^REGISTRY_REPOSITORIES/],
    [{ REGISTRY_URL: 'https://r', REGISTRY_CA: '/none.pem' }, /^REGISTRY_CA names \/none.pem.*ENOENT/],
    [{ IMAGES_ROOT: '/i', WEBHOOK_TOKEN: 'secret-secret-secret' }, /^WEBHOOK_TOKEN is for REGISTRY_URL/],
    [{ REGISTRY_URL: 'http://r', WEBHOOK_TOKEN: 'secret' }, /^WEBHOOK_TOKEN must be at least/],
    [{ IMAGES_ROOT: '/i', PROTECTED_TAGS: 'a/b' }, /^PROTECTED_TAGS/],
    [{ IMAGES_ROOT: '/i', RECONCILE_MINUTES: '0' }, /^RECONCILE_MINUTES must be a whole number from 1/],
    [{ CONFIG_FILE: '/none.yaml' }, /^CONFIG_FILE names \/none.yaml, which cannot be read: ENOENT/],
  ])('refuses %j', (env, problem) => {
    const parsed = parse(env);
    expect(parsed).toEqual({ ok: false, problems: [expect.stringMatching(problem)] });
    expect(JSON.stringify(parsed)).not.toContain('secret');
  });

  it('listens beyond this machine only with a token', () => {
    expect(parse({ IMAGES_ROOT: '/i', HOST: '0.0.0.0' })).toEqual({
      ok: false,
      problems: [expect.stringContaining('ACCESS_TOKEN is not set')],
    });
  });

  it('says all that is wrong at once, and no secret', () => {
    const parsed = parse({
      REGISTRY_ID: 'A/b',
      FOLDER_ID: 'f'.repeat(51),
      PORT: '65536',
      ACCESS_TOKEN: 'sh0rt',
    });
    expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.split(' ')[0] ?? '').toSorted()).toEqual(
      ['ACCESS_TOKEN', 'FOLDER_ID', 'PORT', 'REGISTRY_ID', 'Set'],
    );
    expect(JSON.stringify(parsed)).not.toContain('sh0rt');
  });
});
