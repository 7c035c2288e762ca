import type { MethodFacts } from './method-facts.ts';
import { Refusal } from './refusal.ts';

/** Whose token it is. */
export type TokenKind = 'bot' | 'app';

/** Whether Slack still takes a token, or what it says to a call that comes with it. */
export type TokenState = 'valid' | 'token_revoked' | 'token_expired' | 'invalid_auth' | 'account_inactive';

/** One token that the workspace gave out. */
export interface Token {
  readonly value: string;
  readonly scopes: readonly string[];
}

/** The tokens that the workspace gave out. */
export interface Tokens {
  /** The token of the bot or of the app. */
  readonly of: (kind: TokenKind) => Token;
  /** From now on takes a token, or refuses it. */
  setState(kind: TokenKind, state: TokenState): void;
  /** Lets a call pass. Throws a `Refusal` where its token does not do for the method. */
  check(token: string | undefined, facts: MethodFacts): void;
}

/** Keeps the tokens and their states. Both are valid at first. */
export function createTokens(tokens: Readonly<Record<TokenKind, Token>>): Tokens {
  const states: Record<TokenKind, TokenState> = { bot: 'valid', app: 'valid' };
  const kinds = ['bot', 'app'] as const;
  return {
    of: (kind) => tokens[kind],
    setState(kind, state) {
      states[kind] = state;
    },
    check(value, facts) {
      if (facts.token === 'none') return;
      if (value === undefined || value === '') throw new Refusal('not_authed');
      const kind = kinds.find((candidate) => tokens[candidate].value === value);
      if (!kind) throw new Refusal('invalid_auth');
      const state = states[kind];
      if (state !== 'valid') throw new Refusal(state);
      if (kind !== facts.token) throw new Refusal('not_allowed_token_type');
      requireScope(facts.scopes, tokens[kind].scopes);
    },
  };
}

/** Throws a `Refusal` where none of the needed scopes is there. Needs none where none is named. */
export function requireScope(needed: readonly string[], provided: readonly string[]): void {
  if (needed.length === 0 || needed.some((scope) => provided.includes(scope))) return;
  throw new Refusal('missing_scope', { needed: needed.join(','), provided: provided.join(',') });
}
