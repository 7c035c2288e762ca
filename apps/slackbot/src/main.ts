import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

import { createImagesClient } from '@registry-images/client';
import { createTokenCredential } from '@registry-images/client/credentials/token';

import { createBot } from './bot.ts';
import { systemClock as clock } from './clock.ts';
import { ConfigError, parseConfig, secretsOf, type Config } from './config/config.ts';
import { runDoctor } from './doctor/run-doctor.ts';
import { reachImageApi } from './features/reach-image-api.ts';
import { createInstallationByToken } from './installations/installation-by-token.ts';
import { tokenIn } from './installations/installations.ts';
import { createLog, errorFields, type Log, type LogLevel } from './log.ts';
import { createMetrics } from './metrics/metrics.ts';
import type { BotReceiver, BotReceiverOptions } from './receivers/bot-receiver.ts';
import { createHttpReceiver } from './receivers/http.ts';
import { createSocketReceiver } from './receivers/socket.ts';
import { reachSlack } from './slack/reach-slack.ts';
import { createSlackCaller } from './slack/slack-caller.ts';
import { createWebApi } from './slack/web-api.ts';
import { createAuditRelay } from './state/audit-relay.ts';
import { openState } from './state/state.ts';
import { english } from './texts/english.ts';
import { doctorTexts } from './texts/english/doctor.ts';

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

/** Resolves with what asks the process to end. From now on nothing else does: in a container nothing else ever would. */
function untilAskedToEnd(): Promise<string> {
  return new Promise((resolve) => {
    for (const event of ['SIGINT', 'SIGTERM', 'disconnect']) process.once(event, () => resolve(event));
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

async function run(config: Config, log: Log, askedToEnd: Promise<string>): Promise<void> {
  const { slack, policy, databasePath } = config;
  const { token, operationsUrl, apiUrl, scope, pullPrefix } = config.images;
  const auditRelay = createAuditRelay();
  using state = openState(databasePath, auditRelay);
  const images = createImagesClient({
    baseUrl: apiUrl,
    ...(operationsUrl !== undefined && { operationsBaseUrl: operationsUrl }),
    ...(token !== undefined && { credential: createTokenCredential(token) }),
    timeoutMs: imagesTimeoutMs,
    userAgent: 'registry-images-slackbot',
  });
  const metrics = createMetrics({ ofProcess: true });
  const shared = { clock, log, metrics, newId: randomUUID };
  const calling = {
    webApi: createWebApi({ fetch, ...(slack.apiUrl !== undefined && { baseUrl: slack.apiUrl }) }),
    clock,
    observer: metrics,
  };
  const installations = createInstallationByToken({ ...calling, botToken: slack.botToken, policy });
  const caller = createSlackCaller({ ...calling, tokenOf: (teamId) => tokenIn(installations, teamId) });
  const checks = [
    { name: "Slack's token", check: (signal: AbortSignal) => reachSlack(caller, installations, signal) },
    { name: 'Image API', check: (signal: AbortSignal) => reachImageApi({ images, scope }, signal) },
    { name: 'Database', check: () => state.check() },
  ];
  const bot = createBot({
    ...shared,
    receiver: createReceiver(config, { ...shared, address: config.address, checks }),
    slack: caller,
    fetch,
    images,
    scope,
    installations,
    state,
    auditRelay,
    texts: english,
    ...(pullPrefix !== undefined && { pullPrefix }),
  });
  const failed = untilUncaught(log);
  const start = bot.start().then((url) => log.info('ready', { url, mode: slack.transport.mode }));
  // Not to be able to start is a failure; to be asked to end before is none.
  const reason = await Promise.race([
    askedToEnd,
    failed,
    start.then(() => Promise.race([askedToEnd, failed])),
  ]);
  log.info('stopping', { reason: reason ?? 'failure' });
  // Nor may a connection to Slack that will not close keep the process.
  await Promise.race([bot.stop(AbortSignal.timeout(stopTimeoutMs)), setTimeout(stopTimeoutMs + 1000)]);
  log.info('stopped');
}

// A log that nobody reads, as when the parent was killed, must not become one more failure to be logged.
process.stdout.on('error', () => undefined);

/** Problems of the configuration are for somebody at a terminal, or for the log; errors of the program are for the log. */
function reportNotStarted(error: unknown, isForPeople: boolean): void {
  if (!(error instanceof ConfigError) || !isForPeople) {
    logWithout([]).error('not started', { error: errorFields(error) });
    return;
  }
  for (const problem of error.problems) writeLine(`${doctorTexts.levels.problem}: ${problem}`);
}

/** Answers the exit code. */
async function main([command, ...others]: readonly string[]): Promise<number> {
  const isDoctor = command === 'doctor';
  if ((command !== undefined && !isDoctor) || others.length > 0) {
    process.stderr.write(`${doctorTexts.usage}\n`);
    return 2;
  }
  const askedToEnd = untilAskedToEnd();
  let config: Config;
  try {
    config = parseConfig(process.env, (path) => readFileSync(path, 'utf8'));
  } catch (error) {
    reportNotStarted(error, isDoctor || process.stdout.isTTY);
    return 1;
  }
  const log = logWithout(secretsOf(config), config.logLevel);
  try {
    if (!isDoctor) {
      await run(config, log, askedToEnd);
      return 0;
    }
    const examination = runDoctor({ config, fetch, clock, write: writeLine });
    return await Promise.race([examination, askedToEnd.then(() => 1)]);
  } catch (error) {
    log.error('failed', { error: errorFields(error) });
    return 1;
  }
}

const exitCode = await main(process.argv.slice(2));
// Whatever is left open, such as idle connections to Slack, has nothing to do any more. An IPC channel keeps Node alive.
process.exit(process.exitCode ?? exitCode);
