import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

import { createImagesClient } from '@registry-images/client';

import { createBot } from './bot.ts';
import { systemClock as clock } from './clock.ts';
import { parseConfig, secretsOf, type Config } from './config/config.ts';
import { runDoctor } from './doctor/run-doctor.ts';
import { reachImageApi } from './features/reach-image-api.ts';
import { createLog, errorFields, type Log, type LogLevel } from './log.ts';
import { createMetrics } from './metrics/metrics.ts';
import type { BotReceiver, BotReceiverOptions } from './receivers/bot-receiver.ts';
import { createHttpReceiver } from './receivers/http.ts';
import { createSocketReceiver } from './receivers/socket.ts';
import { createSlackCaller } from './slack/slack-caller.ts';
import { createWebApi } from './slack/web-api.ts';
import { createAuditRelay } from './state/audit-relay.ts';
import { openState } from './state/state.ts';
import { english } from './texts/english.ts';

/** A user waits for the answer: a page of images that takes longer than this does not come. */
const imagesTimeoutMs = 10_000;
/** How long work may go on after the signal to stop: containers are usually killed after ten seconds. */
const stopTimeoutMs = 8000;

function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

function logWithout(secrets: readonly string[], level: LogLevel = 'info'): Log {
  return createLog({ write: writeLine, now: clock.now, secrets, level });
}

function createReceiver({ slack }: Config, options: BotReceiverOptions): BotReceiver {
  const { transport, apiUrl } = slack;
  return transport.mode === 'http'
    ? createHttpReceiver({ ...options, signingSecret: transport.signingSecret })
    : createSocketReceiver({
        ...options,
        appToken: transport.appToken,
        ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
        fetch,
      });
}

/**
 * Logs every error that nobody could catch, such as one that Slack's library throws in a timer, and resolves with the
 * first: after it the bot may be deaf.
 */
function untilUncaught(log: Log): Promise<undefined> {
  return new Promise((resolve) => {
    process.on('uncaughtException', (error) => {
      log.error('failed', { error: errorFields(error) });
      process.exitCode = 1;
      resolve(undefined);
    });
  });
}

async function run(config: Config, log: Log): Promise<void> {
  const { slack, policy, databasePath } = config;
  const { token, operationsUrl, apiUrl, scope, registryHost } = config.images;
  const auditRelay = createAuditRelay();
  using state = openState(databasePath, auditRelay);
  const images = createImagesClient({
    baseUrl: apiUrl,
    ...(operationsUrl !== undefined && { operationsBaseUrl: operationsUrl }),
    ...(token !== undefined && { token }),
    timeoutMs: imagesTimeoutMs,
    userAgent: 'registry-images-slackbot',
  });
  const metrics = createMetrics({ ofProcess: true });
  const shared = { clock, log, metrics, newId: randomUUID };
  const checks = [
    { name: 'Image API', check: (signal: AbortSignal) => reachImageApi({ images, scope }, signal) },
    { name: 'Database', check: async () => state.transaction(() => undefined) },
  ];
  const bot = createBot({
    ...shared,
    receiver: createReceiver(config, { ...shared, address: config.address, checks }),
    slack: createSlackCaller({
      webApi: createWebApi({ fetch, ...(slack.apiUrl !== undefined && { baseUrl: slack.apiUrl }) }),
      tokenOf: () => Promise.resolve(slack.botToken),
      clock,
      observer: metrics,
    }),
    fetch,
    images,
    scope,
    policy,
    state,
    auditRelay,
    texts: english,
    ...(registryHost !== undefined && { registryHost }),
  });
  const orphaned = new Promise<string>((resolve) => {
    process.once('disconnect', () => resolve('disconnect'));
  });
  const failed = untilUncaught(log);
  const url = await Promise.race([bot.start(), failed]);
  if (url === undefined) return;
  // Before this a signal ends the process as usual: there is nothing to finish yet.
  const signalled = new Promise<string>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  log.info('ready', { url, mode: slack.transport.mode });
  const reason = await Promise.race([signalled, orphaned, failed]);
  log.info('stopping', { reason: reason ?? 'failure' });
  // Nor may a connection to Slack that will not close keep the process.
  await Promise.race([bot.stop(AbortSignal.timeout(stopTimeoutMs)), setTimeout(stopTimeoutMs + 1000)]);
  log.info('stopped');
}

// A log that nobody reads, as when the parent was killed, must not become one more failure to be logged.
process.stdout.on('error', () => undefined);

try {
  const config = parseConfig(process.env, (path) => readFileSync(path, 'utf8'));
  const log = logWithout(secretsOf(config), config.logLevel);
  try {
    if (process.argv[2] === 'doctor')
      process.exitCode = await runDoctor({ config, fetch, clock, write: writeLine });
    else await run(config, log);
  } catch (error) {
    log.error('failed', { error: errorFields(error) });
    process.exitCode = 1;
  }
} catch (error) {
  logWithout([]).error('not started', { error: errorFields(error) });
  process.exitCode = 1;
}
// Whatever is left open, such as idle connections to Slack, has nothing to do any more. An IPC channel keeps Node alive.
process.exit();
