import { signRequest } from '@registry-images/slack-sandbox';

import { ada, channel, type BotAtWork } from './start-bot.ts';

/** How Slack writes what it sends. */
export const form = 'application/x-www-form-urlencoded';
/** A command for help. */
export const command: string = new URLSearchParams({
  command: '/images',
  text: 'help',
  user_id: ada,
  channel_id: channel,
  team_id: 'T0SANDBOX',
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
