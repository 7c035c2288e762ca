import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createSlackSandbox, type SlackSandbox } from '@registry-images/slack-sandbox';
import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

import { startDemoApp } from '../../test/demo-app.ts';
import { createPlaygroundApp } from './playground-app.ts';

type Send = (path: string, init?: RequestInit) => Promise<Response>;

async function startApp(): Promise<{ sandbox: SlackSandbox; send: Send; errors: unknown[] }> {
  const resources = new AsyncDisposableStack();
  onTestFinished(() => resources.disposeAsync());
  const sandbox = resources.use(await createSlackSandbox());
  resources.use(await startDemoApp(sandbox));
  const pageFolder = await makeTemporaryFolder();
  await writeFile(join(pageFolder, 'index.html'), '<!doctype html>');
  const errors: unknown[] = [];
  const app = createPlaygroundApp({
    sandbox,
    commands: [],
    pageFolder,
    imagesFolder: pageFolder,
    registryId: 'demo',
    onUnexpectedError: (error) => errors.push(error),
  });
  const send: Send = async (path, init = {}) => {
    const headers = new Headers(init.headers);
    if (!headers.has('host')) {
      headers.set('host', '127.0.0.1:4100');
    }
    return app.request(path, { ...init, headers });
  };
  return { sandbox, send, errors };
}

function json(body: unknown): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

const demo = { user: 'U0ADA', channel: 'C0GENERAL', command: '/demo', text: '' };

describe('createPlaygroundApp', () => {
  it('runs a command, and shows what came of it to that user alone', async () => {
    const { sandbox, send } = await startApp();
    expect(await (await send('/api/command', json(demo))).json()).toEqual({ ok: true });
    await sandbox.until(() => sandbox.messages('C0GENERAL', 'U0ADA').some(({ from }) => from === 'app'));

    const ada = await (await send('/api/state?user=U0ADA')).json();
    expect(ada.messages.C0GENERAL).toHaveLength(2);
    const grace = await (await send('/api/state?user=U0GRACE')).json();
    expect(grace.messages.C0GENERAL).toEqual([]);
  });

  it('shows the first user where none is named', async () => {
    const { send } = await startApp();
    expect(await (await send('/api/state')).json()).toMatchObject({ viewerId: 'U0ADA' });
  });

  it('opens the Home tab, and asks the app for the options of a menu', async () => {
    const { sandbox, send } = await startApp();
    await send('/api/home', json({ user: 'U0ADA' }));
    const home = await sandbox.until(() => sandbox.user('U0ADA').home());
    const state = await (await send('/api/state?user=U0ADA')).json();
    expect(state).toMatchObject({ hasHomeTab: true, home: { id: home.id, blocks: home.blocks } });
    const target = { viewId: home.id, actionId: 'favourite' };
    const found = await send('/api/type-ahead', json({ user: 'U0ADA', target, query: 'base' }));
    expect(await found.json()).toMatchObject({ ok: true, options: [{ value: 'base/node' }] });
    const wrong = await send('/api/type-ahead', json({ user: 'U0ADA', target }));
    expect(wrong.status).toBe(400);
  });

  it('opens, refuses and closes a modal', async () => {
    const { sandbox, send } = await startApp();
    await send('/api/command', json(demo));
    const message = await sandbox.until(() =>
      sandbox.messages('C0GENERAL', 'U0ADA').find(({ from }) => from === 'app'),
    );
    const target = { channel: 'C0GENERAL', ts: message.ts, actionId: 'open-form' };
    await send('/api/press', json({ user: 'U0ADA', target }));
    const view = await sandbox.until(() => sandbox.user('U0ADA').views()[0]);

    const empty = await send('/api/submit', json({ user: 'U0ADA', viewId: view.id, values: {} }));
    expect(await empty.json()).toMatchObject({ ok: false, error: 'input_refused' });

    await send('/api/submit', json({ user: 'U0ADA', viewId: view.id, values: { name: 'taken' } }));
    const state = await (await send('/api/state')).json();
    expect(state.views).toMatchObject([{ title: 'Your name', errors: { name: 'This name is taken.' } }]);
    expect(state.views[0]).not.toHaveProperty('privateMetadata');

    await send('/api/close', json({ user: 'U0ADA', viewId: view.id, all: false }));
    expect(sandbox.user('U0ADA').views()).toEqual([]);
  });

  it('sends the state at once, and again after a change', async () => {
    const { sandbox, send } = await startApp();
    const response = await send('/api/events?user=U0GRACE');
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const events = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await events?.read())?.value).toContain('"viewerId":"U0GRACE"');

    await send('/api/command', json({ ...demo, text: 'aloud' }));
    let received = '';
    while (!received.includes('Hello, everybody.')) {
      received += (await events?.read())?.value ?? '';
    }
    await events?.cancel();
    expect(sandbox.messages('C0GENERAL', 'U0GRACE').at(-1)?.text).toBe('Hello, everybody.');
  });

  it.each(['/api/state?user=U0NOBODY', '/api/events?user=U0NOBODY'])(
    'knows no user but its own: %s',
    async (path) => {
      const { send, errors } = await startApp();
      const response = await send(path);
      expect(response.status).toBe(409);
      expect(await response.json()).toEqual({ error: 'There is no user U0NOBODY.' });
      expect(errors).toEqual([]);
    },
  );

  it('refuses a press on a button that is not there', async () => {
    const { send } = await startApp();
    const target = { channel: 'C0GENERAL', ts: '1.000001', actionId: 'gone' };
    expect((await send('/api/press', json({ user: 'U0ADA', target }))).status).toBe(409);
  });

  it.each([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain text', { 'content-type': 'text/plain' }],
    ['no type', {}],
  ])('refuses %s as a body, which other sites can send', async (_, headers) => {
    const { send, sandbox } = await startApp();
    const response = await send('/api/command', { method: 'POST', headers, body: JSON.stringify(demo) });
    expect(response.status).toBe(415);
    expect(sandbox.messages('C0GENERAL', 'U0ADA')).toEqual([]);
  });

  it.each([
    ['what is not JSON', '{'],
    ['a missing field', '{}'],
    ['a list', '[]'],
  ])('answers %s with 400', async (_, body) => {
    const { send } = await startApp();
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    const response = await send('/api/command', { method: 'POST', headers, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: expect.stringContaining('must be') });
  });

  it('refuses a body of more than a megabyte', async () => {
    const { send } = await startApp();
    const response = await send('/api/command', json({ ...demo, text: 'x'.repeat(1_100_000) }));
    expect(response.status).toBe(413);
  });

  it.each(['images.example', '127.0.0.1.evil.example:4100', ''])(
    'answers nobody who calls it by the name %j',
    async (host) => {
      const { send } = await startApp();
      expect((await send('/api/state', { headers: { host } })).status).toBe(421);
      expect((await send('/', { headers: { host } })).status).toBe(421);
    },
  );

  it.each(['localhost:4100', '127.0.0.1', '[::1]:4100'])('answers as %s', async (host) => {
    const { send } = await startApp();
    expect((await send('/api/state', { headers: { host } })).status).toBe(200);
  });

  it('serves the page, with a policy that runs no script but its own', async () => {
    const { send } = await startApp();
    const response = await send('/');
    expect(await response.text()).toBe('<!doctype html>');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
  });

  it.each(['/nothing', '/../package.json', '/%2e%2e/package.json', '/api/nothing'])(
    'has nothing at %s',
    async (path) => {
      const { send } = await startApp();
      expect((await send(path)).status).toBe(404);
    },
  );

  it('says whether it is well', async () => {
    const { send } = await startApp();
    expect((await send('/healthz')).status).toBe(200);
  });
});
