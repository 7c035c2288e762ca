import type { JsonObject } from '../json.ts';
import { appMethods } from './app.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { factsOf } from './method-facts.ts';
import type { ApiMethod, MethodContext } from './method.ts';
import { peopleMethods } from './people.ts';
import { Refusal } from './refusal.ts';
import type { Tokens } from './tokens.ts';
import { viewMethods } from './views.ts';

/** Every method that the sandbox answers. */
export const methods: Readonly<Record<string, ApiMethod>> = {
  ...appMethods,
  ...chatMethods,
  ...conversationMethods,
  ...peopleMethods,
  ...viewMethods,
};

/** Calls a method of the Web API by name and answers the body of the response. */
export function callWebApi(
  name: string,
  { token, body }: { readonly token: string | undefined; readonly body: JsonObject },
  tokens: Tokens,
  context: MethodContext,
): JsonObject {
  try {
    const facts = factsOf(name);
    const method = facts && methods[name];
    if (!method) throw new Refusal('unknown_method', { req_method: name });
    tokens.check(token, facts);
    return { ok: true, ...method(body, context) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.code, ...error.details };
    throw error;
  }
}
