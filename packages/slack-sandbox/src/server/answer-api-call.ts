import type { IncomingMessage, ServerResponse } from 'node:http';

import type { JsonObject } from '../json.ts';
import type { ApiCall } from '../web-api/api-call.ts';
import { parseJsonArguments } from '../web-api/arguments.ts';
import type { Faults } from '../web-api/faults.ts';
import type { MethodContext } from '../web-api/method.ts';
import type { RateLimits } from '../web-api/rate-limits.ts';
import type { Tokens } from '../web-api/tokens.ts';
import { callWebApi } from '../web-api/web-api.ts';
import { disturb, tooSoon, type HttpAnswer } from './disturb.ts';
import { readBody } from './request-body.ts';
import { sendJson } from './send-json.ts';

/** What answering a call of the Web API needs. */
export interface ApiServerDeps {
  readonly tokens: Tokens;
  readonly faults: Faults;
  /** Missing where calls may come as fast as they can. */
  readonly rateLimits: RateLimits | undefined;
  readonly context: MethodContext;
  /** Keeps the call for assertions. What it answers adds the answer to it. */
  readonly log: (call: ApiCall) => (response: NonNullable<ApiCall['response']>) => void;
}

function tokenOf(request: IncomingMessage, field: unknown): string | undefined {
  const bearer = request.headers.authorization?.match(/^Bearer (.+)$/i)?.[1];
  return bearer ?? (typeof field === 'string' ? field : undefined);
}

/** Reads a call of the Web API, makes it and answers it; or disturbs it. */
export async function answerApiCall(
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  { tokens, faults, rateLimits, context, log }: ApiServerDeps,
  query: URLSearchParams,
): Promise<void> {
  const read = await readBody(request, query);
  const { token: tokenField, ...given }: JsonObject = read.ok ? read.body : {};
  const token = tokenOf(request, tokenField);
  const body = parseJsonArguments(given);
  const logAnswer = log({ method: name, body });

  const fault = faults.next(name);
  if (fault) {
    const sent = disturb(fault, request, response);
    if (sent) logAnswer({ status: sent.status, body: sent.body });
    return;
  }
  const normal = (): HttpAnswer => ({
    status: 200,
    body: read.ok ? callWebApi(name, { token, body }, tokens, context) : { ok: false, error: read.error },
    headers: { 'x-oauth-scopes': context.scopes.join(',') },
  });
  const retryAfterSeconds = rateLimits?.take(name, body);
  const answer = retryAfterSeconds === undefined ? normal() : tooSoon(retryAfterSeconds);
  logAnswer({ status: answer.status, body: answer.body });
  sendJson(response, answer.status, answer.body, answer.headers);
}
