import { describe, expect, it } from 'vitest';

import { defaultPolicy } from '../policy/policy.ts';
import { ConfigError, parseConfig as parse, secretsOf, type Config } from './config.ts';

const env = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: 'signing',
  IMAGES_API_URL: 'http://127.0.0.1:8080',
  IMAGES_REGISTRY_ID: 'demo',
};

const policies: Readonly<Record<string, string>> = {
  'good.yaml': 'roles: { deleter: U0ADA }',
  'bad.yaml': 'roles: { viwer: everyone }\nexpiresAfter: soon',
};

function parseConfig(environment: Record<string, string | undefined>): Config {
  return parse(environment, (path) => {
    const text = policies[path];
    if (text === undefined) throw new Error(`ENOENT: no such file or directory, open '${path}'`);
    return text;
  });
}

function problemsOf(environment: Record<string, string | undefined>): readonly string[] {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('parseConfig', () => {
  it('receives by HTTP on port 3000 unless told otherwise', () => {
    const config = parseConfig({ ...env, SLACK_API_URL: 'http://127.0.0.1:1/api', HOST: '' });
    expect(config.address).toEqual({ host: '0.0.0.0', port: 3000 });
    expect(config.slack.transport).toEqual({ mode: 'http', signingSecret: 'signing' });
    expect(config.slack.apiUrl).toBe('http://127.0.0.1:1/api/');
    expect(config.images.scope).toEqual({ kind: 'registry', registryId: 'demo' });
  });

  it('needs an app-level token for Socket Mode, and no signing secret', () => {
    const { SLACK_SIGNING_SECRET: _secret, ...rest } = env;
    const socket = { ...rest, SLACK_MODE: 'socket' };
    expect(parseConfig({ ...socket, SLACK_APP_TOKEN: 'xapp-1' }).slack.transport.mode).toBe('socket');
    expect(problemsOf(socket)).toEqual([
      'SLACK_APP_TOKEN is not set: an app-level token, beginning with "xapp-".',
    ]);
  });

  it('takes a folder in place of a registry, but not both and not neither', () => {
    const { IMAGES_REGISTRY_ID: _id, ...rest } = env;
    expect(parseConfig({ ...rest, IMAGES_FOLDER_ID: 'f1' }).images.scope).toEqual({
      kind: 'folder',
      folderId: 'f1',
    });
    expect(problemsOf(rest)).toHaveLength(1);
    expect(problemsOf({ ...env, IMAGES_FOLDER_ID: 'f1' })).toHaveLength(1);
  });

  it.each(['Socket', 'https'])('asks for no secret where it cannot know the mode: %s', (SLACK_MODE) => {
    const { SLACK_SIGNING_SECRET: _secret, ...rest } = env;
    expect(problemsOf({ ...rest, SLACK_MODE })).toEqual(['SLACK_MODE must be "http" or "socket".']);
    expect(() => parseConfig({ ...rest, SLACK_MODE })).toThrow(/^The configuration cannot be used:/);
  });

  it('keeps its memory in a file, and has a default policy', () => {
    expect(parseConfig(env)).toMatchObject({
      databasePath: 'slackbot.sqlite',
      policy: defaultPolicy,
      logLevel: 'info',
    });
    expect(parseConfig({ ...env, DATABASE: ':memory:', LOG_LEVEL: 'debug' })).toMatchObject({
      databasePath: ':memory:',
      logLevel: 'debug',
    });
  });

  it('reads the policy file, and names its problems beside those of the environment', () => {
    expect(parseConfig({ ...env, POLICY_FILE: 'good.yaml' }).policy.source).toBe('file');
    expect(problemsOf({ ...env, PORT: 'x', POLICY_FILE: 'bad.yaml' })).toEqual([
      'PORT must be a port, 0 to 65535.',
      'Policy, roles.viwer is not a setting. Did you mean "viewer"?',
      'Policy, expiresAfter must be a duration, such as 12h, 7d or 2w; it is "soon".',
    ]);
    expect(problemsOf({ ...env, POLICY_FILE: 'none.yaml' })).toEqual([
      "POLICY_FILE cannot be read: ENOENT: no such file or directory, open 'none.yaml'.",
    ]);
  });

  it('names all problems at once', () => {
    expect(problemsOf({})).toHaveLength(4);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['SLACK_MODE', 'smoke'],
    ['SLACK_BOT_TOKEN', 'xapp-hidden'],
    ['SLACK_BOT_TOKEN', 'xoxb-hid den'],
    ['IMAGES_API_URL', 'ftp://hidden'],
    ['IMAGES_API_URL', 'http://me:hidden@host'],
    ['IMAGES_API_TOKEN', 'hid\nden'],
    ['IMAGES_REGISTRY_ID', '../hidden'],
    ['IMAGES_PULL_PREFIX', 'http://hidden'],
    ['DATABASE', ' hidden'],
    ['LOG_LEVEL', 'hidden'],
  ])('refuses %s=%j without repeating it', (name, value) => {
    const problems = problemsOf({ ...env, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(name);
    expect(problems[0]).not.toContain('hid');
  });
});

describe('secretsOf', () => {
  it('names every secret', () => {
    expect(secretsOf(parseConfig({ ...env, IMAGES_API_TOKEN: 't' }))).toEqual(['xoxb-1', 'signing', 't']);
  });
});
