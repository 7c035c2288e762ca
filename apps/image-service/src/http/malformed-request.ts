import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';

import { statusCodeNumber } from '@registry-images/model';
import type { Logger } from 'pino';

/** Answers requests that are no HTTP that could be read, and so never reach the routes. They get a Status, too. */
export interface MalformedRequests {
  /** Answers a request of which no URL can be made. */
  readonly answer: () => Response;
  /** Answers on a connection whose bytes are no request, or one that is too long, and ends it. */
  readonly endConnection: (error: Error, socket: Duplex) => void;
}

const body = JSON.stringify({
  code: statusCodeNumber('INVALID_ARGUMENT'),
  message: 'This is no HTTP request that can be read: check its URL, its Host and the length of its headers.',
  details: [],
});

/** Makes the answers, each with an id under which the log has it. */
export function createMalformedRequests(logger: Logger): MalformedRequests {
  const makeHeaders = (reason: string): Record<string, string> => {
    const requestId = randomUUID();
    logger.info({ requestId, reason, status: 400 }, 'malformed request');
    return { 'Content-Type': 'application/json', 'X-Request-Id': requestId };
  };
  return {
    answer: () => new Response(body, { status: 400, headers: makeHeaders('no URL') }),
    endConnection(error, socket) {
      if (!socket.writable) {
        socket.destroy();
        return;
      }
      const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
      const headers = {
        ...makeHeaders(code),
        'Content-Length': Buffer.byteLength(body),
        Connection: 'close',
      };
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
      socket.end(['HTTP/1.1 400 Bad Request', ...lines, '', body].join('\r\n'));
    },
  };
}
