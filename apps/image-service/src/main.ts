/** Starts the image service as the environment configures it: see the README for the variables. */
import { once } from 'node:events';
import { createServer } from 'node:http';

import { getRequestListener } from '@hono/node-server';
import { pino } from 'pino';

import { createApp } from './app.ts';
import { parseConfig } from './config.ts';
import { listen } from './http/listen.ts';
import { answerMalformedRequest, endMalformedConnection } from './http/malformed-request.ts';
import { createOperations } from './operations/operations.ts';
import { createSource } from './source/create-source.ts';

const logger = pino();
const parsed = parseConfig(process.env);
if (!parsed.ok) {
  logger.fatal({ problems: parsed.problems }, 'the configuration is not complete');
  process.exit(1);
}
const { config } = parsed;

const operations = createOperations({
  now: Date.now,
  onFailure: (err, operation) => logger.error({ err, operation }, 'operation failed'),
});
const source = createSource(config.source, config.registryId, logger);
const app = createApp({
  source,
  operations,
  folderId: config.folderId,
  accessToken: config.accessToken,
  logger,
  now: Date.now,
});

const answer = getRequestListener(app.fetch, { errorHandler: answerMalformedRequest });
const server = createServer((request, response) => void answer(request, response));
server.on('clientError', endMalformedConnection);
const url = await listen(server, config).catch((err: unknown) => {
  logger.fatal({ err }, `cannot listen on ${config.host}:${config.port}: set HOST and PORT to others`);
  process.exit(1);
});
logger.info({ url }, 'ready');

/** How long requests that are under way may take once the service is to stop. */
const patienceMs = 10_000;

/** Ends once everything that was acknowledged is done. */
async function stop(): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  setTimeout(() => server.closeAllConnections(), patienceMs).unref();
  await closed;
  await operations.drain();
  logger.info('stopped');
  process.exit(0);
}

// `disconnect`: a parent that started the service with an IPC channel has gone, however it ended.
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect']) process.once(signal, () => void stop());
