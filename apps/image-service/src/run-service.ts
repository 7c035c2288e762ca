import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { getRequestListener } from '@hono/node-server';
import type { Logger } from 'pino';

import type { ServiceConfig } from './config/config.ts';
import { listen } from './http/listen.ts';
import { createMalformedRequests } from './http/malformed-request.ts';
import { createImageService, type ImageService, type ImageServiceOptions } from './image-service.ts';
import { StoreError } from './store/store-error.ts';

/** What {@link runService} needs. */
export interface RunServiceOptions extends Omit<ImageServiceOptions, 'config' | 'measuresProcess'> {
  readonly config: ServiceConfig;
  /** Its signals end the service. */
  readonly process: Pick<NodeJS.Process, 'on' | 'exit'>;
}

/** How long requests that are under way may take once the service is to stop, and then the operations. */
const patienceMs = { requests: 10_000, operations: 20_000 };

/** Runs the service until a signal, and ends the process: with 0 in order, with 1 where it cannot start. */
export async function runService(options: RunServiceOptions): Promise<void> {
  const { config, logger, process } = options;
  const service = open(options);
  if (!service) return process.exit(1);

  const server = createHttpServer(service, logger);
  const url = await listen(server, config).catch((err: unknown) => {
    logger.fatal({ err }, `cannot listen on ${config.host}:${config.port}: set HOST and PORT to others`);
    return process.exit(1);
  });
  service.start();

  let stopping: string | undefined;
  const stop = async (reason: string): Promise<void> => {
    stopping = reason;
    logger.info({ reason }, 'stopping');
    try {
      await close(server);
      await service.stop(patienceMs.operations);
    } catch (err) {
      logger.fatal({ err }, 'not stopped in order');
      process.exit(1);
    }
    logger.info('stopped');
    process.exit(0);
  };
  // `disconnect`: a parent that started the service with an IPC channel has gone, however it ended.
  for (const reason of ['SIGINT', 'SIGTERM', 'disconnect']) {
    process.on(reason, () => {
      if (stopping === undefined) void stop(reason);
      // Whoever says it twice does not want to wait. What was accepted is in the journal.
      else if (stopping === reason) process.exit(1);
    });
  }
  // Whoever reads that may send a signal at once.
  logger.info({ url }, 'ready');
}

function createHttpServer({ fetch }: ImageService, logger: Logger): Server {
  const malformed = createMalformedRequests(logger);
  const listener = getRequestListener(fetch, { errorHandler: malformed.answer });
  const answer = (request: IncomingMessage, response: ServerResponse): void =>
    void listener(request, response);
  // A request without a Host, and one that expects what nobody knows, would get an answer of Node's own, without a Status.
  // The first is answered as malformed. The second may be answered as if it expected nothing (RFC 9110, section 10.1.1).
  const server = createServer({ requireHostHeader: false }, answer);
  server.on('checkExpectation', answer);
  server.on('clientError', malformed.endConnection);
  return server;
}

function open(options: RunServiceOptions): ImageService | undefined {
  try {
    return createImageService({ ...options, measuresProcess: true });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    options.logger.fatal({ err: error }, error.message);
    return undefined;
  }
}

/** Takes no more requests, and waits for those that are under way. */
async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const timer = setTimeout(() => server.closeAllConnections(), patienceMs.requests);
  await closed;
  clearTimeout(timer);
}
