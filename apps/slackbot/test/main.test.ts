import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

import { createSlackSandbox, type SlackSandbox } from '@registry-images/slack-sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';

/** The bot as a process of its own. */
interface BotProcess {
  readonly child: ChildProcess;
  /** The next line of its log with this message. */
  line(msg: string): Promise<Record<string, unknown>>;
  /** Its exit code, once it has ended. */
  readonly exitCode: Promise<number | null>;
}

function start(env: Record<string, string>): BotProcess {
  const child = spawn(process.execPath, [new URL('../src/main.ts', import.meta.url).pathname], {
    env: { PATH: process.env['PATH'] ?? '', HOST: '127.0.0.1', PORT: '0', DATABASE: ':memory:', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: Record<string, unknown>[] = [];
  const wanted: { msg: string; resolve: (line: Record<string, unknown>) => void }[] = [];
  if (!child.stdout) throw new Error('The bot has no output.');
  createInterface(child.stdout).on('line', (text) => {
    const line: Record<string, unknown> = JSON.parse(text);
    lines.push(line);
    for (const { msg, resolve } of wanted) if (line['msg'] === msg) resolve(line);
  });
  return {
    child,
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
  const sandbox = await createSlackSandbox({ scopes: ['commands'] });
  onTestFinished(() => sandbox[Symbol.asyncDispose]());
  return sandbox;
}

function envOf(sandbox: SlackSandbox, mode: 'http' | 'socket'): Record<string, string> {
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
  it.each(['http', 'socket'] as const)(
    'says when it is ready over %s, answers, and ends on a signal',
    async (mode) => {
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
    },
  );

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

  it.each(['http', 'socket'] as const)(
    'does not start over %s with a token that Slack refuses',
    async (mode) => {
      const sandbox = await startSandbox();
      const bot = start({ ...envOf(sandbox, mode), SLACK_BOT_TOKEN: 'xoxb-wrong' });
      expect(await bot.exitCode).toBe(1);
      const line = JSON.stringify(await bot.line('failed'));
      expect(line).toContain('invalid_auth');
      expect(line).not.toContain('xoxb-wrong');
    },
  );

  it('says so when its port is taken', async () => {
    const sandbox = await startSandbox();
    const bot = start({ ...envOf(sandbox, 'http'), PORT: new URL(sandbox.apiUrl).port });
    expect(await bot.exitCode).toBe(1);
    expect(JSON.stringify(await bot.line('failed'))).toContain('EADDRINUSE');
  });
});
