/** Runs the image service as the environment configures it, or one of its commands: see the README. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';

import { systemClock } from '@registry-images/oci';

import { describeNewToken } from './commands/make-token.ts';
import { readAudit } from './commands/read-audit.ts';
import { messageOf } from './config/error-message.ts';
import { parseConfig, parseDatabase } from './config/parse-config.ts';
import { rules } from './config/rules.ts';
import type { RequestFacts } from './http/request-id.ts';
import { createLogger, toLogDestination } from './log.ts';
import { runService } from './run-service.ts';

const requests = new AsyncLocalStorage<RequestFacts>();
const logger = createLogger({ requests, destination: toLogDestination(process.stdout) });

const surroundings = { env: process.env, readFile: (path: string) => readFileSync(path, 'utf8') };

function readConfig() {
  const parsed = parseConfig(surroundings);
  if (!parsed.ok) {
    logger.fatal({ problems: parsed.problems }, 'the configuration is not complete');
    return process.exit(1);
  }
  const { config, overridden } = parsed;
  if (overridden.length > 0) logger.warn({ overridden }, 'the environment goes before CONFIG_FILE');
  return config;
}

async function printAudit(): Promise<void> {
  const parsed = parseDatabase(surroundings);
  if (!parsed.ok) return fail(`There is no audit log to read. ${parsed.problems.join(' ')}`);
  return pipeline(readAudit(parsed.database), process.stdout).catch((err: unknown) => {
    // Whoever reads it, such as `head`, may have seen enough.
    if (err instanceof Error && 'code' in err && err.code === 'EPIPE') return;
    fail(`The audit log cannot be read. ${messageOf(err)}`);
  });
}

function makeToken(name: string): void {
  const { isMet, must } = rules.tokenName;
  if (isMet(name)) process.stdout.write(describeNewToken(name));
  else fail(`The name of a token must be ${must}.`);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

const [, , command, ...words] = process.argv;
switch (command) {
  case undefined:
    await runService({ config: readConfig(), logger, requests, clock: systemClock, process });
    break;
  case 'make-token':
    makeToken(words[0] ?? 'ci');
    break;
  case 'audit':
    await printAudit();
    break;
  default:
    fail(`There is no command ${command}: use make-token or audit, or none to run the service.`);
}
