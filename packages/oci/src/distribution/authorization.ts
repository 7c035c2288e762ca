import { OciError } from '../error.ts';
import { parseChallenges, type Challenge } from './challenge.ts';
import { withoutSecrets, type Answer } from './exchange.ts';
import { unexpected } from './refusal.ts';
import type { RegistryCredentials } from './registry-options.ts';
import type { TokenCache } from './token.ts';

/** What a registry is shown, so that it answers. It is for the origin of the registry and for nobody else. */
export interface Authorization {
  /** The header to begin with, by what earlier answers taught; undefined for none. */
  header(scope: string | undefined, signal: AbortSignal | undefined): Promise<string | undefined>;
  /**
   * The header to try again with after a 401; undefined where there is no other one.
   *
   * @param refused the header that was sent
   * @throws OciError as {@link TokenCache.get}; `UNAUTHORIZED` where tokens are made at a place that may not be asked.
   */
  renew(answer: Answer, refused: string | undefined, request: ScopedRequest): Promise<string | undefined>;
}

/** What a request is about to do. */
export interface ScopedRequest {
  /** E.g. `repository:team/app:delete`; undefined for what has none. */
  readonly scope?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Who asks, and where it may be proven. */
export interface AuthorizationSettings {
  readonly credentials: RegistryCredentials | undefined;
  /** The origins where tokens may be made. */
  readonly realms: ReadonlySet<string>;
  readonly tokens: TokenCache;
}

/** How the registry wants it, once it has said so. */
type Scheme =
  | { readonly kind: 'basic'; readonly header: string }
  | { readonly kind: 'bearer'; readonly realm: URL; readonly service: string | undefined };

/** Learns from challenges how a registry wants its clients to authenticate. */
export function createAuthorization({ credentials, realms, tokens }: AuthorizationSettings): Authorization {
  const given = credentials && 'token' in credentials ? `Bearer ${credentials.token}` : undefined;
  const basic = basicHeader(credentials);
  let scheme: Scheme | undefined;

  return {
    async header(scope, signal) {
      if (given !== undefined || scheme === undefined) return given;
      if (scheme.kind === 'basic') return scheme.header;
      const { realm, service } = scheme;
      try {
        return `Bearer ${await tokens.get({ realm, service, scope }, signal)}`;
      } catch (error) {
        // The registry may have its tokens made elsewhere by now: let it say so.
        scheme = undefined;
        throw error;
      }
    },
    async renew(answer, refused, { scope, signal }) {
      if (given !== undefined) return undefined;
      const challenges = parseChallenges(answer.headers.get('www-authenticate') ?? '');
      const bearer = challenges.find((challenge) => challenge.scheme === 'bearer');
      if (bearer) {
        const service = bearer.params.get('service');
        const realm = realmOf(bearer, answer, realms);
        scheme = { kind: 'bearer', realm, service };
        if (refused !== undefined) tokens.forget(refused.replace(/^Bearer /, ''));
        const wanted = bearer.params.get('scope') || scope;
        const header = `Bearer ${await tokens.get({ realm, service, scope: wanted }, signal)}`;
        return header === refused ? undefined : header;
      }
      if (!challenges.some((challenge) => challenge.scheme === 'basic')) return undefined;
      if (basic === undefined || basic === refused) return undefined;
      scheme = { kind: 'basic', header: basic };
      return basic;
    },
  };
}

/** The header for a user name and a password; undefined where there are none. */
export function basicHeader(credentials: RegistryCredentials | undefined): string | undefined {
  if (!credentials || !('username' in credentials)) return undefined;
  const pair = `${credentials.username}:${credentials.password}`;
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
}

/** Anonymous tokens are fetched from known places only, too: the request itself can do harm there. */
function realmOf({ params }: Challenge, answer: Answer, realms: ReadonlySet<string>): URL {
  const value = params.get('realm') ?? '';
  if (!URL.canParse(value)) throw unexpected(answer, 'it asks for a token and does not say from where');
  const realm = new URL(value);
  if (realm.username === '' && realm.password === '' && realms.has(realm.origin)) return realm;
  const url = withoutSecrets(answer.url);
  const message =
    `GET ${url}: the registry sends its clients for tokens to ${realm.origin}, which is not among its realms. ` +
    'If that place is right, add it to them.';
  throw new OciError('UNAUTHORIZED', message, { url, status: answer.status });
}
