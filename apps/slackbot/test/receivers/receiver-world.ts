import { createSlackSandbox, type SlackSandbox } from '@registry-images/slack-sandbox';
import { App } from '@slack/bolt';
import { onTestFinished } from 'vitest';

import { toBoltLogger } from '../../src/bolt-logger.ts';
import { systemClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import type { BotReceiver } from '../../src/receivers/bot-receiver.ts';
import { createHttpReceiver } from '../../src/receivers/http.ts';
import type { ReadinessCheck } from '../../src/receivers/readiness.ts';
import { createSocketReceiver } from '../../src/receivers/socket.ts';
import type { Mode } from '../start-bot.ts';

/** A receiver at work, with an app of Bolt that the test adds listeners to. */
export interface ReceiverWorld {
  readonly sandbox: SlackSandbox;
  readonly receiver: BotReceiver;
  readonly app: App;
  readonly url: string;
  readonly lines: readonly string[];
  /** What a probe gets. */
  readonly probe: (path: string) => Promise<{ readonly status: number; readonly text: string }>;
}

/** Starts a receiver. Everything is closed when the test ends. */
export async function startReceiver(
  mode: Mode,
  checks: readonly ReadinessCheck[] = [],
): Promise<ReceiverWorld> {
  const sandbox = await createSlackSandbox();
  const lines: string[] = [];
  const log = createLog({ write: (line) => lines.push(line), now: Date.now, secrets: [] });
  let ids = 0;
  const options = {
    address: { host: '127.0.0.1', port: 0 },
    clock: systemClock,
    log,
    metrics: createMetrics({ ofProcess: false }),
    checks,
    newId: () => `request-${(ids += 1)}`,
  };
  const { signingSecret, appToken, apiUrl: slackApiUrl } = sandbox;
  const receiver =
    mode === 'http'
      ? createHttpReceiver({ ...options, signingSecret })
      : createSocketReceiver({ ...options, appToken, slackApiUrl, fetch });
  const authorize = () => Promise.resolve({ botToken: sandbox.botToken });
  const app = new App({ receiver, authorize, convoStore: false, logger: toBoltLogger(log) });
  const url = await receiver.start();
  if (mode === 'http') sandbox.connectHttp(`${url}/slack/events`);
  onTestFinished(async () => {
    await receiver.stop();
    await sandbox[Symbol.asyncDispose]();
  });
  return {
    sandbox,
    receiver,
    app,
    url,
    lines,
    async probe(path) {
      const response = await fetch(`${url}${path}`);
      return { status: response.status, text: await response.text() };
    },
  };
}
