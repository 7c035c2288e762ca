import { describe, expect, it } from 'vitest';

import { parseConfig } from './config.ts';

const token = '0123456789abcdef';

describe('parseConfig', () => {
  it('needs no more than the folder', () => {
    expect(parseConfig({ IMAGES_ROOT: '/images', PORT: '' })).toEqual({
      ok: true,
      config: {
        source: { kind: 'layouts', root: '/images' },
        registryId: 'local',
        folderId: undefined,
        host: '127.0.0.1',
        port: 8080,
        accessToken: undefined,
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
      ACCESS_TOKEN: token,
    };
    expect(parseConfig(env)).toEqual({
      ok: true,
      config: {
        source: { kind: 'layouts', root: '/i' },
        registryId: 'demo',
        folderId: 'f',
        host: '0.0.0.0',
        port: 0,
        accessToken: token,
      },
    });
  });

  it('takes a registry in the place of a folder', () => {
    const parsed = parseConfig({
      REGISTRY_URL: 'https://registry.example:5000',
      REGISTRY_USERNAME: 'u',
      REGISTRY_PASSWORD: 'p',
      REGISTRY_REALMS: 'https://auth.example',
      REGISTRY_REPOSITORIES: 'team/app, base',
    });
    expect(parsed.ok && parsed.config.source).toEqual({
      kind: 'registry',
      url: 'https://registry.example:5000',
      credentials: { username: 'u', password: 'p' },
      realms: ['https://auth.example'],
      repositories: ['team/app', 'base'],
    });
    expect(parseConfig({ REGISTRY_URL: 'http://localhost:5000', REGISTRY_TOKEN: 't' })).toMatchObject({
      config: { source: { credentials: { token: 't' }, realms: [], repositories: undefined } },
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
  ])('refuses %j', (env, problem) => {
    const parsed = parseConfig(env);
    expect(parsed).toEqual({ ok: false, problems: [expect.stringMatching(problem)] });
    expect(JSON.stringify(parsed)).not.toContain('secret');
  });

  it('listens beyond this machine only with a token', () => {
    expect(parseConfig({ IMAGES_ROOT: '/i', HOST: '0.0.0.0' })).toEqual({
      ok: false,
      problems: [expect.stringContaining('ACCESS_TOKEN is not set')],
    });
  });

  it('says all that is wrong at once, and no secret', () => {
    const parsed = parseConfig({
      REGISTRY_ID: 'A/b',
      FOLDER_ID: 'f'.repeat(51),
      PORT: '65536',
      ACCESS_TOKEN: 'sh0rt',
    });
    expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.split(' ')[0])).toEqual([
      'Set',
      'REGISTRY_ID',
      'FOLDER_ID',
      'PORT',
      'ACCESS_TOKEN',
    ]);
    expect(JSON.stringify(parsed)).not.toContain('sh0rt');
  });
});
