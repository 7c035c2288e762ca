// A Bolt app that does nothing but acknowledge, with Bolt's own receiver: what to compare the bot with.
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';

const receiver = new HTTPReceiver({
  signingSecret: process.env['SLACK_SIGNING_SECRET'] ?? '',
  logLevel: LogLevel.ERROR,
});
const app = new App({
  receiver,
  authorize: () => Promise.resolve({ botToken: 'xoxb-bench' }),
  logLevel: LogLevel.ERROR,
});
app.command('/images', ({ ack }) => ack());
const server = await receiver.start(0);
const address = server.address();
if (address === null || typeof address === 'string') throw new TypeError('The server has no port.');
process.stdout.write(`${JSON.stringify({ msg: 'ready', url: `http://127.0.0.1:${address.port}` })}\n`);
process.once('SIGTERM', () => process.exit());
