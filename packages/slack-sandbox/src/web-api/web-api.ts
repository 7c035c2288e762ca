import type { JsonObject } from '../json.ts';
import { chatMethods } from './chat.ts';
import { factMethods } from './facts.ts';
import type { ApiMethod, MethodContext } from './method.ts';
import { Refusal } from './refusal.ts';
import { viewMethods } from './views.ts';

const methods: Readonly<Record<string, ApiMethod>> = { ...factMethods, ...chatMethods, ...viewMethods };

/** The tokens that the workspace gave out. */
export interface Tokens {
  readonly botToken: string;
  readonly appToken: string;
}

function authorize(
  method: ApiMethod,
  token: string | undefined,
  tokens: Tokens,
  scopes: readonly string[],
): void {
  if (method.token === 'none') return;
  if (token === undefined || token === '') throw new Refusal('not_authed');
  if (token !== tokens.botToken && token !== tokens.appToken) throw new Refusal('invalid_auth');
  const wanted = method.token === 'app' ? tokens.appToken : tokens.botToken;
  if (token !== wanted) throw new Refusal('not_allowed_token_type');
  const needed = method.scopes ?? [];
  if (needed.length > 0 && !needed.some((scope) => scopes.includes(scope)))
    throw new Refusal('missing_scope', { needed: needed.join(','), provided: scopes.join(',') });
}

/** Calls a method of the Web API by name and answers the body of the response. */
export function callWebApi(
  name: string,
  { token, body }: { readonly token: string | undefined; readonly body: JsonObject },
  tokens: Tokens,
  context: MethodContext,
): JsonObject {
  try {
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (!method) throw new Refusal('unknown_method', { req_method: name });
    authorize(method, token, tokens, context.scopes);
    return { ok: true, ...method.call(body, context) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.code, ...error.details };
    throw error;
  }
}
