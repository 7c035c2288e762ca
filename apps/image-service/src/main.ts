/** Runs the image service as the environment configures it, or one of its commands: see the README. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync } from 'node:fs';

import { systemClock } from '@registry-images/oci';

import { describeNewToken } from './commands/make-token.ts';
import { writeAudit } from './commands/read-audit.ts';
import { parseConfig } from './config/parse-config.ts';
import type { RequestFacts } from './http/request-id.ts';
import { createLogger } from './log.ts';
import { runService } from './run-service.ts';

const requests = new AsyncLocalStorage<RequestFacts>();
const logger = createLogger({ requests });

function readConfig() {
  const parsed = parseConfig({ env: process.env, readFile: (path) => readFileSync(path, 'utf8') });
  if (parsed.ok) return parsed.config;
  logger.fatal({ problems: parsed.problems }, 'the configuration is not complete');
  return process.exit(1);
}

const [, , command, ...words] = process.argv;
switch (command) {
  case undefined:
    await runService({ config: readConfig(), logger, requests, clock: systemClock, process });
    break;
  case 'make-token':
    process.stdout.write(describeNewToken(words[0] ?? 'ci'));
    break;
  case 'audit':
    writeAudit(readConfig().database, (line) => process.stdout.write(line));
    break;
  default:
    process.stderr.write(
      `There is no command ${command}: use make-token or audit, or none to run the service.\n`,
    );
    process.exitCode = 1;
}
