import { createServer } from 'node:http';

import { signRequest } from '@registry-images/slack-sandbox';
import { onTestFinished } from 'vitest';

import { ada, channel, type BotAtWork } from './start-bot.ts';

/** The workspace of the sandbox. */
export const team = 'T0SANDBOX';
/** How Slack writes what it sends. */
export const form = 'application/x-www-form-urlencoded';
/** A command for help. */
export const command: string = new URLSearchParams({
  command: '/images',
  text: 'help',
  user_id: ada,
  channel_id: channel,
  team_id: team,
  trigger_id: '1.2.3',
  response_url: 'http://127.0.0.1:9/nobody',
}).toString();

/** The time of a signature. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** Sends a body as Slack would, or almost. */
export async function post(
  { url, sandbox }: BotAtWork,
  body: string,
  options: { at?: number; secret?: string; contentType?: string } = {},
): Promise<Response> {
  const { at = nowSeconds(), secret = sandbox.signingSecret, contentType = form } = options;
  return fetch(`${url}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': contentType,
      ...signRequest({ secret, body, timestampSeconds: at }),
    },
    body,
  });
}

/** A `response_url` that keeps what it gets, and answers with a status. */
export async function startResponseUrl(status: number): Promise<{ url: string; next: Promise<string> }> {
  const { promise: next, resolve } = Promise.withResolvers<string>();
  const server = createServer((request, response) => {
    request.setEncoding('utf8');
    let body = '';
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      response.writeHead(status).end('ok');
      resolve(body);
    });
  });
  const port = await new Promise<number>((resolve_) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve_(typeof address === 'object' && address ? address.port : 0);
    });
  });
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${port}/`, next };
}

/** What a user does with something that the bot has shown, as a body. */
export function interaction(fields: object): string {
  const body = {
    user: { id: ada, team_id: team },
    team: { id: team },
    channel: { id: channel },
    trigger_id: '1.2.3',
    ...fields,
  };
  return new URLSearchParams({ payload: JSON.stringify(body) }).toString();
}

/** A press of a button, as a body. */
export function button(responseUrl: string, action_id: string, value: string): string {
  const actions = [{ type: 'button', action_id, block_id: 'b', value }];
  return interaction({ type: 'block_actions', response_url: responseUrl, actions });
}
