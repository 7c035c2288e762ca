import { App, HTTPReceiver, LogLevel, SocketModeReceiver, type Receiver } from '@slack/bolt';
import { onTestFinished } from 'vitest';

import { createSlackSandbox, type SlackSandbox } from '../src/index.ts';
import { listenOnAnyPort } from './listen-on-any-port.ts';

/** A way between a Bolt app and the sandbox. */
export interface Way {
  readonly name: string;
  /** Makes Bolt's receiver, and a way to start and to stop it. */
  readonly connect: (sandbox: SlackSandbox) => { receiver: Receiver; start: (app: App) => Promise<void> };
}

const overHttp: Way = {
  name: 'HTTP',
  connect(sandbox) {
    const receiver = new HTTPReceiver({ signingSecret: sandbox.signingSecret, logLevel: LogLevel.ERROR });
    return {
      receiver,
      async start() {
        const url = await listenOnAnyPort((request, response) => {
          receiver.requestListener(request, response);
        });
        sandbox.connectHttp(`${url}/slack/events`);
      },
    };
  },
};

const overSocketMode: Way = {
  name: 'Socket Mode',
  connect(sandbox) {
    const receiver = new SocketModeReceiver({
      appToken: sandbox.appToken,
      logLevel: LogLevel.ERROR,
      installerOptions: { clientOptions: { slackApiUrl: sandbox.apiUrl } },
    });
    return {
      receiver,
      async start(app) {
        await app.start();
        onTestFinished(async () => {
          await app.stop();
          await sandbox.until(() => sandbox.socketConnections === 0);
        });
      },
    };
  },
};

/** Both ways. */
export const ways: readonly Way[] = [overHttp, overSocketMode];

/** A sandbox with a Bolt app, until the running test ends. */
export async function openBot(way: Way, addListeners: (app: App) => void): Promise<SlackSandbox> {
  const sandbox = await createSlackSandbox({ slashCommands: ['/tea'] });
  onTestFinished(() => sandbox[Symbol.asyncDispose]());
  const { receiver, start } = way.connect(sandbox);
  const app = new App({
    receiver,
    token: sandbox.botToken,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: sandbox.apiUrl },
  });
  addListeners(app);
  await start(app);
  return sandbox;
}
