import { describe, expect, it } from 'vitest';

import { certificate, parseEnvironment } from '../../test/config-environment.ts';
import { hashToken } from '../access/tokens.ts';

const token = '0123456789abcdef';

describe('parseConfig of an environment', () => {
  it('needs no more than the folder', () => {
    expect(parseEnvironment({ IMAGES_ROOT: '/images', PORT: '' })).toEqual({
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
    expect(parseEnvironment(env)).toEqual({
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
    const parsed = parseEnvironment(
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
    expect(parseEnvironment({ REGISTRY_URL: 'http://localhost:5000', REGISTRY_TOKEN: 't' })).toMatchObject({
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
    const parsed = parseEnvironment(env);
    expect(parsed).toEqual({ ok: false, problems: [expect.stringMatching(problem)] });
    expect(JSON.stringify(parsed)).not.toContain('secret');
  });

  it('listens beyond this machine only with a token', () => {
    expect(parseEnvironment({ IMAGES_ROOT: '/i', HOST: '0.0.0.0' })).toEqual({
      ok: false,
      problems: [expect.stringContaining('ACCESS_TOKEN is not set')],
    });
  });

  it('says all that is wrong at once, and no secret', () => {
    const parsed = parseEnvironment({
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
