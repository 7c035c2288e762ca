import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';

import { signingSecret } from './child.ts';

/** Sends commands as Slack does, over connections that stay open. */
export interface CommandSender extends Disposable {
  /** Sends a command; answers how long it took to be acknowledged, in ms. Rejects if it was not. */
  send(text: string, responseUrl: string): Promise<number>;
}

/** Makes a sender to the app at `url`. */
export function createCommandSender(url: string): CommandSender {
  const agent = new Agent({ keepAlive: true, scheduling: 'fifo' });
  let count = 0;

  return {
    send(text, responseUrl) {
      count += 1;
      const body = new URLSearchParams({
        token: 'unused',
        team_id: 'T0BENCH',
        channel_id: 'C0BENCH',
        user_id: `U${count % 1000}`,
        command: '/images',
        text,
        api_app_id: 'A0BENCH',
        is_enterprise_install: 'false',
        response_url: responseUrl,
        // Of no use to anybody, and makes each command another one.
        trigger_id: `${count}.${url}`,
      }).toString();
      const timestamp = String(Math.floor(Date.now() / 1000));
      const hmac = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`);
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${hmac.digest('hex')}`,
      };
      return new Promise((resolve, reject) => {
        const startedMs = performance.now();
        const sent = request(`${url}/slack/events`, { method: 'POST', agent, headers }, (response) => {
          response.resume().once('end', () => {
            if (response.statusCode === 200) resolve(performance.now() - startedMs);
            else reject(new Error(`A command was answered with ${response.statusCode}.`));
          });
        });
        sent.once('error', reject).end(body);
      });
    },
    [Symbol.dispose]: () => agent.destroy(),
  };
}
