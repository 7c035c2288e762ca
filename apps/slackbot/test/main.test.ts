import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { createSlackSandbox, type SlackSandbox } from '@registry-images/slack-sandbox';
import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

import manifest from '../slack.manifest.json' with { type: 'json' };
import { openState } from '../src/state/state.ts';
import { tokens } from './registry/image-service.ts';
import { newImage } from './registry/push-images.ts';
import { makeRegistry } from './registry/registry.ts';
import { modes, type Mode } from './start-bot.ts';

/** The bot as a process of its own. */
interface BotProcess {
  readonly child: ChildProcess;
  /** The next line of its log with this message. */
  line(msg: string): Promise<Record<string, unknown>>;
  /** Its exit code, once it has ended. */
  readonly exitCode: Promise<number | null>;
  /** What it has written that is no log. */
  readonly output: readonly string[];
  /** What it has written to where errors go. */
  readonly errors: readonly string[];
}

function start(env: Record<string, string>, ...args: string[]): BotProcess {
  const main = new URL('../src/main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOST: '127.0.0.1', PORT: '0', DATABASE: ':memory:', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: Record<string, unknown>[] = [];
  const output: string[] = [];
  const errors: string[] = [];
  const wanted: { msg: string; resolve: (line: Record<string, unknown>) => void }[] = [];
  if (!child.stdout || !child.stderr) throw new Error('The bot has no output.');
  createInterface(child.stderr).on('line', (text) => void errors.push(text));
  createInterface(child.stdout).on('line', (text) => {
    if (!text.startsWith('{')) {
      output.push(text);
      return;
    }
    const line: Record<string, unknown> = JSON.parse(text);
    lines.push(line);
    for (const { msg, resolve } of wanted) if (line['msg'] === msg) resolve(line);
  });
  return {
    child,
    output,
    errors,
    line: (msg) =>
      new Promise((resolve) => {
        const earlier = lines.find((line) => line['msg'] === msg);
        if (earlier) resolve(earlier);
        else wanted.push({ msg, resolve });
      }),
    exitCode: new Promise((resolve) => {
      // Not `close`: that does not come where the parent has closed the IPC channel.
      child.once('exit', (code) => resolve(code));
    }),
  };
}

async function startSandbox(): Promise<SlackSandbox> {
  const sandbox = await createSlackSandbox({ scopes: manifest.oauth_config.scopes.bot });
  onTestFinished(() => sandbox[Symbol.asyncDispose]());
  return sandbox;
}

function envOf(sandbox: SlackSandbox, mode: Mode): Record<string, string> {
  return {
    SLACK_MODE: mode,
    SLACK_API_URL: sandbox.apiUrl,
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_SIGNING_SECRET: sandbox.signingSecret,
    SLACK_APP_TOKEN: sandbox.appToken,
    // The discard port: nobody answers there.
    IMAGES_API_URL: 'http://127.0.0.1:9',
    IMAGES_REGISTRY_ID: 'reg',
  };
}

describe('main', () => {
  it.each(modes)('says when it is ready over %s, answers, and ends on a signal', async (mode) => {
    const sandbox = await startSandbox();
    const bot = start(envOf(sandbox, mode));
    const { url } = await bot.line('ready');
    expect((await fetch(`${String(url)}/healthz`)).status).toBe(200);
    if (mode === 'http') sandbox.connectHttp(`${String(url)}/slack/events`);
    await sandbox.user('U0ADA').runCommand({ channel: 'C0GENERAL', command: '/images', text: 'list' });
    const answer = await sandbox.until(() =>
      sandbox.messages('C0GENERAL', 'U0ADA').find(({ from }) => from === 'app'),
    );
    expect(answer.text).toContain('cannot be reached');
    bot.child.kill('SIGTERM');
    expect(await bot.exitCode).toBe(0);
    expect(await bot.line('stopped')).toBeDefined();
  });

  it.each(modes)(
    'leaves a deletion over %s to whoever comes next where it is killed in the middle of it',
    async (mode) => {
      const sandbox = await startSandbox();
      const registry = await makeRegistry([newImage('team/app', ['v1'])]);
      const release = await registry.hold('team/app');
      const env = {
        ...envOf(sandbox, mode),
        IMAGES_API_URL: registry.url,
        IMAGES_API_TOKEN: tokens.deleter,
        IMAGES_REGISTRY_ID: registry.id,
        DATABASE: join(await makeTemporaryFolder(), 'bot.sqlite'),
      };
      const first = start(env);
      const { url } = await first.line('ready');
      if (mode === 'http') sandbox.connectHttp(`${String(url)}/slack/events`);
      const ada = sandbox.user('U0ADA');
      await ada.runCommand({ channel: 'C0GENERAL', command: '/images', text: 'delete team/app:v1' });
      const asked = await sandbox.until(() => ada.views().find(({ submit }) => submit));
      await ada.submitView({ viewId: asked.id });
      const shown = (): string => JSON.stringify(sandbox.messages('C0GENERAL', 'U0GRACE'));
      await sandbox.until(() => shown().includes('being deleted'));
      first.child.kill('SIGKILL');
      await first.exitCode;
      await release();
      // Nobody else knows that it is dead; whoever comes waits until its claim is over.
      using state = openState(env.DATABASE);
      const [request] = state.requests.list({ limit: 1 });
      expect(request?.state).toBe('running');
      expect(state.requests.unattended(Date.now() + 60_000)).toHaveLength(1);
      expect(registry.deletions).toBe(1);
    },
  );

  it('is its own doctor', async () => {
    const sandbox = await startSandbox();
    const bot = start(envOf(sandbox, 'http'), 'doctor');
    expect(await bot.exitCode).toBe(1);
    expect(bot.output.join('\n')).toMatch(/Image API/);
  });

  it.each([
    { kind: 'error', error: 'internal_error' } as const,
    { kind: 'rate_limited', retryAfterSeconds: 1 } as const,
  ])('waits where Slack does not answer at once, as bot and as doctor: $kind', async (fault) => {
    const sandbox = await startSandbox();
    sandbox.fail('auth.test', fault, 1);
    const doctor = start(envOf(sandbox, 'http'), 'doctor');
    expect(await doctor.exitCode).toBe(1);
    expect(doctor.output.join('\n')).toMatch(/^Problem: The Image API/m);
    expect(doctor.output.join('\n')).not.toContain('SLACK_BOT_TOKEN');
    sandbox.fail('auth.test', fault, 1);
    const bot = start(envOf(sandbox, 'http'));
    expect(await bot.line('ready')).toBeDefined();
  });

  it('says what Slack does not do where nothing is there', async () => {
    const sandbox = await startSandbox();
    const env = { ...envOf(sandbox, 'http'), SLACK_API_URL: 'http://127.0.0.1:9/' };
    expect(await start(env, 'doctor').exitCode).toBe(1);
    const bot = start(env);
    expect(await bot.exitCode).toBe(1);
    expect(JSON.stringify(await bot.line('failed'))).toContain('no answer');
  });

  it('ends on a signal before it has started', async () => {
    const sandbox = await startSandbox();
    sandbox.fail('auth.test', { kind: 'hang' });
    const bot = start(envOf(sandbox, 'http'));
    await sandbox.until(() => sandbox.requests.some(({ method }) => method === 'auth.test'));
    bot.child.kill('SIGTERM');
    expect(await bot.exitCode).toBe(0);
    expect(await bot.line('stopping')).toMatchObject({ reason: 'SIGTERM' });
  });

  it('knows what it is asked for, and says so', async () => {
    const bot = start({}, 'docter');
    expect(await bot.exitCode).toBe(2);
    expect(bot.errors.join('\n')).toContain('"doctor"');
  });

  it('names every problem of the configuration to whoever asks the doctor, in a line each', async () => {
    const doctor = start({ SLACK_MODE: 'pigeon' }, 'doctor');
    expect(await doctor.exitCode).toBe(1);
    expect(doctor.output).toEqual(
      expect.arrayContaining(['Problem: SLACK_MODE must be "http" or "socket".']),
    );
    expect(doctor.output.every((line) => line.startsWith('Problem: '))).toBe(true);
  });

  it('ends when its parent is gone', async () => {
    const bot = start(envOf(await startSandbox(), 'http'));
    await bot.line('ready');
    bot.child.disconnect();
    expect(await bot.exitCode).toBe(0);
  });

  it('ends when its parent is gone and nobody reads its log', async () => {
    const bot = start(envOf(await startSandbox(), 'http'));
    await bot.line('ready');
    bot.child.stdout?.destroy();
    bot.child.disconnect();
    expect(await bot.exitCode).toBe(0);
  });

  // Slack's library waits five seconds before it connects again.
  it('says so, finishes, and ends when Slack refuses it at a reconnection', { timeout: 20_000 }, async () => {
    const sandbox = await startSandbox();
    const bot = start(envOf(sandbox, 'socket'));
    await bot.line('ready');
    sandbox.fail('apps.connections.open', { kind: 'error', error: 'invalid_auth' });
    sandbox.refreshSocketConnections();
    expect(await bot.exitCode).toBe(1);
    expect(await bot.line('failed')).toMatchObject({
      error: { message: expect.stringContaining('invalid_auth') },
    });
    expect(await bot.line('stopping')).toMatchObject({ reason: 'failure' });
    expect(await bot.line('stopped')).toBeDefined();
  });

  it('names all that is missing from its environment', async () => {
    const bot = start({});
    expect(await bot.exitCode).toBe(1);
    expect(JSON.stringify(await bot.line('not started'))).toMatch(/SLACK_BOT_TOKEN.*IMAGES_API_URL/);
  });

  it.each(modes)('does not start over %s with a token that Slack refuses', async (mode) => {
    const sandbox = await startSandbox();
    const bot = start({ ...envOf(sandbox, mode), SLACK_BOT_TOKEN: 'xoxb-wrong' });
    expect(await bot.exitCode).toBe(1);
    const line = JSON.stringify(await bot.line('failed'));
    expect(line).toContain('invalid_auth');
    expect(line).not.toContain('xoxb-wrong');
  });

  it('says so when its port is taken', async () => {
    const sandbox = await startSandbox();
    const bot = start({ ...envOf(sandbox, 'http'), PORT: new URL(sandbox.apiUrl).port });
    expect(await bot.exitCode).toBe(1);
    expect(JSON.stringify(await bot.line('failed'))).toContain('EADDRINUSE');
  });
});
