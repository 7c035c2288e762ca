import type { IncomingMessage, ServerResponse } from 'node:http';

import type { JsonObject } from '../json.ts';
import type { Fault } from '../web-api/api-call.ts';
import { sendJson } from './send-json.ts';

/** An answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Slack's answer to a call that came too soon. */
export function tooSoon(retryAfterSeconds: number): HttpAnswer {
  return {
    status: 429,
    body: { ok: false, error: 'ratelimited' },
    headers: { 'retry-after': String(retryAfterSeconds) },
  };
}

function answerOf(fault: Exclude<Fault, { kind: 'hang' | 'cut' }>): HttpAnswer {
  switch (fault.kind) {
    case 'rate_limited':
      return tooSoon(fault.retryAfterSeconds);
    case 'error':
      return { status: 200, body: { ok: false, error: fault.error } };
    case 'status':
      return { status: fault.status, body: {} };
    default:
      return fault satisfies never;
  }
}

/** Does to a request what a fault says. Answers what was sent; undefined where nothing was. */
export function disturb(
  fault: Fault,
  request: IncomingMessage,
  response: ServerResponse,
): HttpAnswer | undefined {
  if (fault.kind === 'hang') return undefined;
  if (fault.kind === 'cut') {
    request.socket.resetAndDestroy();
    return undefined;
  }
  const answer = answerOf(fault);
  sendJson(response, answer.status, answer.body, answer.headers);
  return answer;
}
