import { createServer } from 'node:http';

import type { JsonObject } from '@registry-images/slack-sandbox';
import { onTestFinished } from 'vitest';

import { ada, channel } from './start-bot.ts';

/** The workspace of the sandbox. */
export const team = 'T0SANDBOX';

/** What Slack sends of what ada does, which nobody at the sandbox has done. */
export function interaction<Fields extends { readonly type: string }>(fields: Fields): JsonObject & Fields {
  return {
    user: { id: ada, team_id: team },
    team: { id: team },
    channel: { id: channel },
    trigger_id: '1.2.3',
    ...fields,
  };
}

/** The same of a press of a button. */
export function button(
  responseUrl: string,
  action_id: string,
  value: string,
): ReturnType<typeof interaction> {
  const actions = [{ type: 'button', action_id, block_id: 'b', value }];
  return interaction({ type: 'block_actions', response_url: responseUrl, actions });
}

/** A `response_url` that keeps what it gets, and answers with a status or never. */
export async function startResponseUrl(
  status: number | 'never',
): Promise<{ url: string; next: Promise<string> }> {
  const { promise: next, resolve } = Promise.withResolvers<string>();
  const server = createServer((request, response) => {
    request.setEncoding('utf8');
    let body = '';
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      if (status !== 'never') response.writeHead(status).end('ok');
      resolve(body);
    });
  });
  const port = await new Promise<number>((resolve_) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve_(typeof address === 'object' && address ? address.port : 0);
    });
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${port}/`, next };
}
