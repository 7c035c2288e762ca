import { describe, expect, it } from 'vitest';

import { parseConfig } from './config.ts';

const token = '0123456789abcdef';

describe('parseConfig', () => {
  it('needs no more than the folder', () => {
    expect(parseConfig({ IMAGES_ROOT: '/images', PORT: '' })).toEqual({
      ok: true,
      config: {
        imagesRoot: '/images',
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
        imagesRoot: '/i',
        registryId: 'demo',
        folderId: 'f',
        host: '0.0.0.0',
        port: 0,
        accessToken: token,
      },
    });
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
      'IMAGES_ROOT',
      'REGISTRY_ID',
      'FOLDER_ID',
      'PORT',
      'ACCESS_TOKEN',
    ]);
    expect(JSON.stringify(parsed)).not.toContain('sh0rt');
  });
});
