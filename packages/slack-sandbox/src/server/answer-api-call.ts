import type { IncomingMessage, ServerResponse } from 'node:http';

import type { JsonObject } from '../json.ts';
import type { ApiCall, Fault } from '../web-api/api-call.ts';
import { parseJsonArguments } from '../web-api/arguments.ts';
import type { Faults } from '../web-api/faults.ts';
import type { MethodContext } from '../web-api/method.ts';
import { callWebApi, type Tokens } from '../web-api/web-api.ts';
import { readBody } from './request-body.ts';
import { sendJson } from './send-json.ts';

/** What answering a call of the Web API needs. */
export interface ApiServerDeps {
  readonly tokens: Tokens;
  readonly faults: Faults;
  readonly context: MethodContext;
  /** Keeps the call for assertions. What it answers adds the answer to it. */
  readonly log: (call: ApiCall) => (response: Answered) => void;
}

/** What `ApiCall` keeps of an answer. */
type Answered = NonNullable<ApiCall['response']>;

function tokenOf(request: IncomingMessage, field: unknown): string | undefined {
  const bearer = request.headers.authorization?.match(/^Bearer (.+)$/i)?.[1];
  return bearer ?? (typeof field === 'string' ? field : undefined);
}

interface Answer {
  readonly status: number;
  readonly body: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a fault answers. Undefined where it answers nothing. */
function faultAnswer(fault: Fault): Answer | undefined {
  switch (fault.kind) {
    case 'rate_limited':
      return {
        status: 429,
        body: { ok: false, error: 'ratelimited' },
        headers: { 'retry-after': String(fault.retryAfterSeconds) },
      };
    case 'error':
      return { status: 200, body: { ok: false, error: fault.error } };
    case 'status':
      return { status: fault.status, body: {} };
    case 'hang':
    case 'cut':
      return undefined;
    default:
      return fault satisfies never;
  }
}

/** Reads a call of the Web API, makes it and answers it; or disturbs it. */
export async function answerApiCall(
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  { tokens, faults, context, log }: ApiServerDeps,
  query: URLSearchParams,
): Promise<void> {
  const read = await readBody(request, query);
  const { token: tokenField, ...given }: JsonObject = read.ok ? read.body : {};
  const token = tokenOf(request, tokenField);
  const body = parseJsonArguments(given);
  const logAnswer = log({ method: name, body });
  const fault = faults.next(name);
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'cut') {
    request.socket.destroy();
    return;
  }
  const disturbed = fault && faultAnswer(fault);
  const normal = (): Answer => ({
    status: 200,
    body: read.ok ? callWebApi(name, { token, body }, tokens, context) : { ok: false, error: read.error },
    headers: { 'x-oauth-scopes': context.scopes.join(',') },
  });
  const answer = disturbed ?? normal();
  logAnswer({ status: answer.status, body: answer.body });
  sendJson(response, answer.status, answer.body, answer.headers);
}
