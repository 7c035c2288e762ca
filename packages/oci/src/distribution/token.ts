import type { Clock } from '../clock.ts';
import { isOciError } from '../error.ts';
import { parseJsonObject, type JsonObject } from '../json.ts';
import { isBearerToken } from './arguments.ts';
import { orAborted } from './deadline.ts';
import type { Answer, Exchange } from './exchange.ts';
import { refusalOf, unexpected } from './refusal.ts';

/** Which token: the parameters of a `Bearer` challenge. */
export interface TokenRequest {
  /** Where tokens are made. Whether it may be asked is for the caller to know. */
  readonly realm: URL;
  readonly service: string | undefined;
  /** Scopes, separated by spaces, e.g. `repository:team/app:pull`; undefined for one that opens no door but the first. */
  readonly scope: string | undefined;
}

/** Tokens that are good for some time. */
export interface TokenCache {
  /**
   * A token, fetched where there is none that is still good. Callers that want the same one at the same time share the
   * request, which goes on when one of them aborts.
   *
   * @throws OciError as the {@link Exchange}, `UNAUTHORIZED`, `DENIED`, `UNEXPECTED_ANSWER`.
   */
  get(request: TokenRequest, signal: AbortSignal | undefined): Promise<string>;
  /** Drops a token that was refused before its time. */
  forget(token: string): void;
}

/** What the cache needs. */
export interface TokenCacheSettings {
  readonly exchange: Exchange;
  /** The `Authorization` that realms see; undefined for anonymous tokens. */
  readonly authorization: string | undefined;
  readonly clock: Clock;
}

interface Token {
  readonly token: string;
  /** Milliseconds since the Unix epoch. */
  readonly goodUntil: number;
}

/** How long a token must still be good, so that it is when the request arrives. */
const marginMs = 5000;
/** By the protocol, where the answer does not say. */
const defaultExpiresInSeconds = 60;
/** Tokens are signed lists of rights: a few KiB. */
const maxTokenBytes = 256 * 1024;

/**
 * Makes an empty cache.
 *
 * @see https://distribution.github.io/distribution/spec/auth/token/
 */
export function createTokenCache(settings: TokenCacheSettings): TokenCache {
  const { clock } = settings;
  const tokens = new Map<string, Token>();
  const fetching = new Map<string, Promise<string>>();

  async function refresh(key: string, request: TokenRequest): Promise<string> {
    try {
      const token = await fetchToken(request, settings);
      const now = clock.now();
      for (const [old, { goodUntil }] of tokens) if (goodUntil <= now) tokens.delete(old);
      tokens.set(key, token);
      return token.token;
    } finally {
      fetching.delete(key);
    }
  }

  return {
    async get(request, signal) {
      signal?.throwIfAborted();
      const key = JSON.stringify([request.realm, request.service, request.scope]);
      const known = tokens.get(key);
      if (known && known.goodUntil > clock.now()) return known.token;
      const refreshing = fetching.get(key) ?? refresh(key, request);
      fetching.set(key, refreshing);
      return orAborted(refreshing, signal);
    },
    forget(token) {
      for (const [key, known] of tokens) if (known.token === token) tokens.delete(key);
    },
  };
}

async function fetchToken(
  { realm, service, scope }: TokenRequest,
  { exchange, authorization, clock }: TokenCacheSettings,
): Promise<Token> {
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.append('service', service);
  for (const one of scope?.split(' ') ?? []) url.searchParams.append('scope', one);
  // The clock of the realm, which `issued_at` tells, may be another one.
  const askedAt = clock.now();
  const answer = await exchange({
    method: 'GET',
    url,
    headers: { accept: 'application/json', ...(authorization !== undefined && { authorization }) },
    maxBytes: maxTokenBytes,
    signal: undefined,
  });
  if (answer.status !== 200) throw refusalOf(answer);
  const { token, access_token: accessToken, expires_in: expiresIn } = parseToken(answer);
  const found = token ?? accessToken;
  if (!isBearerToken(found)) throw unexpected(answer, 'the answer has no token that can be one');
  const seconds = typeof expiresIn === 'number' && expiresIn > 0 ? expiresIn : defaultExpiresInSeconds;
  return { token: found, goodUntil: askedAt + seconds * 1000 - marginMs };
}

/** No error quotes what is read here, because it may be a token. */
function parseToken(answer: Answer): JsonObject {
  try {
    return parseJsonObject(answer.body, 'token');
  } catch (error) {
    if (isOciError(error, 'MALFORMED')) throw unexpected(answer, 'the answer is no JSON object with a token');
    throw error;
  }
}
