import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { makeBundle } from '@registry-images/container';
import { createSlackSandbox } from '@registry-images/slack-sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';

import manifest from '../slack.manifest.json' with { type: 'json' };
import { parseConfig } from '../src/config/config.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));
const read = (name: string): Promise<string> => readFile(`${folder}/${name}`, 'utf8');
const command = { channel: 'C0GENERAL', command: '/images', text: 'help' };

describe('the bundle', { timeout: 60_000 }, () => {
  it('is one file that works without any package, for a user without rights, in a folder that is read-only', async () => {
    const sandbox = await createSlackSandbox({ scopes: manifest.oauth_config.scopes.bot });
    onTestFinished(() => sandbox[Symbol.asyncDispose]());
    const bundle = await makeBundle(folder);
    const env = {
      SLACK_MODE: 'socket',
      SLACK_API_URL: sandbox.apiUrl,
      SLACK_BOT_TOKEN: sandbox.botToken,
      SLACK_APP_TOKEN: sandbox.appToken,
      // The discard port: nobody answers there.
      IMAGES_API_URL: 'http://127.0.0.1:9',
      IMAGES_REGISTRY_ID: 'local',
    };
    const bot = await bundle.start(env);
    await sandbox.user('U0ADA').runCommand(command);
    await sandbox.until(() => sandbox.messages('C0GENERAL', 'U0ADA').some(({ from }) => from === 'app'));
    const metrics = await (await fetch(`${bot.url}/metrics`)).text();
    expect(metrics).toContain('nodejs_eventloop_lag_seconds');
    expect((await fetch(`${bot.url}/readyz`)).status).toBe(503);
    expect(await bot.stop()).toBe(0);
    const { output, code } = bundle.run('doctor', env);
    expect(output).toContain('The Image API cannot be used');
    expect(code).toBe(1);
    expect(await readdir(bundle.folder)).toEqual(['main.mjs']);
  });
});

describe('compose.yaml', () => {
  it('sets the bot up so that it can start', async () => {
    const { environment: written } = parse(await read('compose.yaml')).services.slackbot;
    // As Compose reads it where no policy is set.
    const environment = { ...written, POLICY_FILE: '' };
    const secrets = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', IMAGES_API_TOKEN: 'token' };
    const config = parseConfig({ ...environment, ...secrets }, () => '');
    expect(config.images.scope).toEqual({ kind: 'registry', registryId: 'local' });
    expect(Object.keys(environment)).toEqual(expect.arrayContaining(Object.keys(secrets)));
  });

  it('hands over a policy file where one is set, and mounts one that is there where none is', async () => {
    const { environment, volumes } = parse(await read('compose.yaml')).services.slackbot;
    const [, mount] = volumes;
    const [, fallback = ''] = /^\$\{POLICY_FILE:-(.+)\}$/.exec(mount.source) ?? [];
    await expect(read(fallback)).resolves.toContain('roles:');
    expect(environment.POLICY_FILE).toBe(`\${POLICY_FILE:+${mount.target}}`);
    expect(mount).toMatchObject({ type: 'bind', read_only: true });
  });
});
