import type { Duplex } from 'node:stream';

import { statusCodeNumber } from '@registry-images/model';

/** What a request gets that is no HTTP that could be read, and so never reaches the routes. It is a Status, too. */
const status = {
  code: statusCodeNumber('INVALID_ARGUMENT'),
  message: 'This is no HTTP request that can be read: check its URL, its Host and the length of its headers.',
  details: [],
};

/** Answers a request of which no URL can be made. */
export function answerMalformedRequest(): Response {
  return Response.json(status, { status: 400 });
}

/** Answers on a connection whose bytes are no request, or one that is too long, and ends it. */
export function endMalformedConnection(_error: Error, socket: Duplex): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(status);
  const head = [
    'HTTP/1.1 400 Bad Request',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ];
  socket.end([...head, 'Connection: close', '', body].join('\r\n'));
}
