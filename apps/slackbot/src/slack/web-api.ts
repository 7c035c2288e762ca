import { isJsonObject, parseJson } from '../json.ts';
import { problemOf, SlackCallError } from './slack-call-error.ts';

/** What Slack answered to a call that it has done. */
export interface WebApiAnswer {
  readonly body: { readonly [field: string]: unknown };
  /** The scopes of the token; undefined where Slack does not say. */
  readonly scopes: readonly string[] | undefined;
}

/** The arguments of a call; those that are undefined are left out. */
export type WebApiArguments = Readonly<Record<string, unknown>>;

/**
 * Calls a method of Slack's Web API, once.
 *
 * @throws SlackCallError if Slack does not do it, or does not answer.
 */
export type WebApi = (
  method: string,
  args: WebApiArguments,
  options: { readonly token: string; readonly signal?: AbortSignal },
) => Promise<WebApiAnswer>;

/** What {@link createWebApi} needs. */
export interface WebApiOptions {
  /** Ends in a slash; Slack's own by default. */
  readonly baseUrl?: string;
  /** Gives up by itself after a time. */
  readonly fetch: typeof fetch;
}

/** Slack does not always say for how long; this is what its pages recommend as the pace: a second for each call. */
const unknownRetryAfterMs = 1000;

/**
 * Makes a {@link WebApi}. Slack's own client for Node has one queue for all methods, which a rate limit of one of them stops
 * as a whole, retries by itself, and cannot be told to give up.
 *
 * @see https://docs.slack.dev/apis/web-api
 */
export function createWebApi({ baseUrl = 'https://slack.com/api/', fetch: send }: WebApiOptions): WebApi {
  return async (method, args, { token, signal }) => {
    let response: Response;
    let text: string;
    try {
      response = await send(new URL(method, baseUrl).href, {
        method: 'POST',
        redirect: 'error',
        headers: { authorization: `Bearer ${token}` },
        body: formOf(args),
        ...(signal && { signal }),
      });
      text = await response.text();
    } catch (cause) {
      throw new SlackCallError({ method, problem: 'unreachable', reason: 'no answer' }, { cause });
    }
    if (response.status === 429) throw tooSoon(method, response.headers.get('retry-after'));
    const body = parseJson(text);
    if (!response.ok || !isJsonObject(body)) {
      const reason = response.ok ? 'an answer that is no JSON object' : `HTTP ${response.status}`;
      throw new SlackCallError({ method, problem: 'unreachable', reason });
    }
    if (body['ok'] !== true) throw refusal(method, body);
    const scopes = response.headers.get('x-oauth-scopes');
    return { body, scopes: scopes === null ? undefined : listOf(scopes) };
  };
}

/** Not every method takes JSON; all take forms, with JSON in the fields that have a structure. */
function formOf(args: WebApiArguments): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(args)) {
    if (value !== undefined) form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return form;
}

function tooSoon(method: string, retryAfter: string | null): SlackCallError {
  const seconds = Number(retryAfter ?? Number.NaN);
  const retryAfterMs = seconds > 0 ? seconds * 1000 : unknownRetryAfterMs;
  return new SlackCallError({ method, problem: 'rate-limited', reason: 'ratelimited', retryAfterMs });
}

function refusal(method: string, body: { readonly [field: string]: unknown }): SlackCallError {
  const { error, needed } = body;
  const reason = typeof error === 'string' ? error : 'no reason';
  const problem = problemOf(method, reason);
  return new SlackCallError({
    method,
    problem,
    reason,
    ...(typeof needed === 'string' && { neededScopes: listOf(needed) }),
    ...(problem === 'rate-limited' && { retryAfterMs: unknownRetryAfterMs }),
  });
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
