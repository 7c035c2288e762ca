import { describe, expect, it } from 'vitest';

import type { Credential, TokenRequest } from '../credential.ts';
import { ConnectionError } from '../errors/connection-error.ts';
import { CredentialError } from '../errors/credential-error.ts';
import { createAuth } from './auth.ts';
import type { Answer, Exchange } from './exchange.ts';

const exchangeTo = (url: string): Exchange => ({
  call: { method: 'images.get', options: {}, decode: (json) => json },
  httpMethod: 'GET',
  url,
  headers: {},
  deadlineMs: 0,
  timeoutMs: 0,
  progress: { attempts: 1 },
});
const { signal } = new AbortController();

/** Sends with a credential, to a service that takes some tokens only. */
async function sendWith(
  getToken: Credential['getToken'] | undefined,
  { takes, url = 'http://registry.test/images/i' }: { readonly takes?: string; readonly url?: string } = {},
): Promise<{ answer: Answer; sent: (string | undefined)[] }> {
  const sent: (string | undefined)[] = [];
  const auth = createAuth(
    getToken && { description: 'a test', getToken },
    ['http://registry.test'],
    async (_exchange, token) => {
      sent.push(token);
      const status = takes === undefined || token === takes ? 200 : 401;
      return { response: new Response(null, { status }), text: `You said ${token}.` };
    },
  );
  return { answer: await auth(exchangeTo(url), signal), sent };
}

describe('createAuth', () => {
  it('sends the token, or none where there is no credential', async () => {
    await expect(sendWith(async () => 't1')).resolves.toMatchObject({ sent: ['t1'] });
    await expect(sendWith(undefined, { takes: 't1' })).resolves.toMatchObject({
      sent: [undefined],
      answer: { response: { status: 401 } },
    });
  });

  it.each([
    'http://registry.test:81/',
    'https://registry.test/',
    'http://registry.test.evil.test/',
    'http://registry.test@evil.test/',
  ])('does not show the token to %s', async (url) => {
    await expect(sendWith(async () => 't1', { url })).resolves.toMatchObject({ sent: [undefined] });
  });

  it('asks for another token where one is refused, once', async () => {
    const asked: TokenRequest[] = [];
    const getToken = async (options: TokenRequest): Promise<string> => `t${asked.push(options)}`;
    await expect(sendWith(getToken, { takes: 't2' })).resolves.toMatchObject({
      sent: ['t1', 't2'],
      answer: { response: { status: 200 } },
    });
    expect(asked).toEqual([{ signal }, { signal, rejected: 't1' }]);
    await expect(sendWith(getToken, { takes: 'none' })).resolves.toMatchObject({
      sent: ['t3', 't4'],
      answer: { response: { status: 401 } },
    });
    expect(asked).toHaveLength(4);
  });

  it('asks a credential that is a function, such as a class', async () => {
    const mine = Object.assign(() => {}, { description: 'mine', getToken: async () => 't1' });
    const sent: unknown[] = [];
    const auth = createAuth(mine, ['http://registry.test'], (_exchange, token) => {
      sent.push(token);
      return Promise.resolve({ response: new Response(), text: '' });
    });
    await auth(exchangeTo('http://registry.test/images/i'), signal);
    expect(sent).toEqual(['t1']);
  });

  it('knows the answer before, where there is no token for another attempt', async () => {
    const exchange = exchangeTo('http://registry.test/images/i');
    exchange.progress.response = new Response(null, { status: 503, headers: { 'x-request-id': 'r1' } });
    const credential = { description: 'a test', getToken: () => Promise.reject(new Error('no')) };
    const auth = createAuth(credential, ['http://registry.test'], () => expect.fail('It was sent.'));
    await expect(auth(exchange, signal)).rejects.toMatchObject({
      httpStatus: 503,
      requestId: 'r1',
      attempts: 1,
    });
  });

  it('does not send the same token again', async () => {
    await expect(sendWith(async () => 't1', { takes: 't2' })).resolves.toMatchObject({ sent: ['t1'] });
  });

  it('keeps why the credential failed as the cause and out of the message', async () => {
    const cause = new Error('hunter2 has expired');
    const error: unknown = await sendWith(() => Promise.reject(cause)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CredentialError);
    expect(error).toMatchObject({
      cause,
      attempts: 1,
      retryable: false,
      message: 'There is no token: a test failed; see the cause.',
    });
    expect(JSON.stringify(error)).not.toContain('hunter2');
  });

  it('says what a CredentialError says, adds the attempts, and knows what may pass', async () => {
    const own = new CredentialError('The key is no key.', { retryable: true });
    const error: unknown = await sendWith(() => Promise.reject(own)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CredentialError);
    expect(error).toMatchObject({ message: own.message, cause: own, attempts: 1, retryable: true });
    expect(own.attempts).toBe(0);
    const broken = new ConnectionError('reset', { retryable: true });
    await expect(sendWith(() => Promise.reject(broken))).rejects.toMatchObject({
      code: 'CREDENTIAL',
      cause: broken,
      retryable: true,
    });
  });

  it.each(['', 'hunter 2', 'hunter2\r\nx-evil: 1'])('sends nothing with the token %j', async (token) => {
    const error = await sendWith(async () => token).catch(String);
    expect(error).toMatch(/^CredentialError: There is no token: a test must give/);
    expect(error).not.toContain('hunter');
  });
});
