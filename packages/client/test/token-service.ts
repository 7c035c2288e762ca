import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { isDeepStrictEqual } from 'node:util';

import { serve } from './serve.ts';
import { verifyJwt, type TestKey } from './test-key.ts';

/** What the endpoints know, and how long their tokens live. */
export interface TokenServiceOptions {
  /** In ms since 1970. Default: that of the machine. */
  readonly now?: () => number;
  /** Default: 12 h, as Yandex Cloud's. */
  readonly lifeSeconds?: number;
  /** The keys that IAM knows. */
  readonly keys?: readonly TestKey[];
  /** The ID tokens that the token exchange trusts, by the service account that they may act as. */
  readonly federation?: Readonly<Record<string, string>>;
}

/** A request that the endpoints got. */
interface TokenServiceRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** IAM, the metadata service, the token exchange and GitHub's ID tokens, on a free port of the loopback. */
export interface TokenService {
  readonly origin: string;
  readonly requests: readonly TokenServiceRequest[];
  /** Answers the next request in another way. */
  readonly answerNext: (answer: (response: ServerResponse) => void) => void;
}

const tokenExchangeTypes = {
  grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
  requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
};

const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/** The token that the endpoints give as the nth, counted from 1. */
export function nthToken(n: number): string {
  return `t1.secret-token-${n}.${'x'.repeat(60)}`;
}

/** Starts endpoints that end with the test. A request that the real ones would refuse is refused. */
export async function startTokenService(options: TokenServiceOptions = {}): Promise<TokenService> {
  const { now = Date.now, lifeSeconds = 12 * 3600, keys = [], federation = {} } = options;
  const requests: TokenServiceRequest[] = [];
  let given = 0;
  const faults: ((response: ServerResponse) => void)[] = [];
  const newToken = (): string => {
    given += 1;
    return nthToken(given);
  };
  const accessToken = (): object => ({
    access_token: newToken(),
    expires_in: lifeSeconds,
    token_type: 'Bearer',
  });

  const endpoints: Record<string, (request: TokenServiceRequest, response: ServerResponse) => Promise<void>> =
    {
      async 'POST /iam/v1/tokens'({ headers, body }, response) {
        const { jwt }: { jwt?: unknown } = JSON.parse(body);
        const problem = await verifyJwt(keys, String(jwt), now());
        if (headers['content-type'] !== 'application/json')
          json(response, 400, { code: 3, message: 'not JSON' });
        // The real one does not repeat the JWT; others might.
        else if (problem) json(response, 401, { code: 16, message: `JWT ${String(jwt)}: ${problem}` });
        else {
          const expiresAt = new Date(now() + lifeSeconds * 1000).toISOString().replace('Z', '123456Z');
          json(response, 200, { iamToken: newToken(), expiresAt });
        }
      },
      async 'GET /computeMetadata/v1/instance/service-accounts/default/token'({ headers }, response) {
        if (headers['metadata-flavor'] === 'Google') json(response, 200, accessToken());
        else response.writeHead(403).end('Missing Metadata-Flavor:Google header.');
      },
      async 'POST /oauth/token'({ body }, response) {
        const {
          audience = '',
          subject_token: idToken,
          ...types
        } = Object.fromEntries(new URLSearchParams(body));
        const known = Object.hasOwn(federation, audience) && federation[audience] === idToken;
        if (!isDeepStrictEqual(types, tokenExchangeTypes))
          json(response, 400, { error: 'invalid_request', error_description: 'wrong types' });
        else if (known) json(response, 200, accessToken());
        else
          json(response, 401, { error: 'invalid_grant', error_description: `unknown subject of ${idToken}` });
      },
      async 'GET /github'({ path, headers }, response) {
        const audience =
          new URL(path, 'http://github.test').searchParams.get('audience') ?? 'https://github.com/team';
        if (headers.authorization !== 'Bearer github-request-token') response.writeHead(401).end('<html>');
        else json(response, 200, { value: `github-id-token-for-${audience}` });
      },
    };

  const origin = await serve((request, response) => {
    void (async () => {
      const { method = '', url = '', headers } = request;
      const received = { method, path: url, headers, body: await text(request) };
      requests.push(received);
      const fault = faults.shift();
      const endpoint = endpoints[`${method} ${url.replace(/\?.*/, '')}`];
      if (fault) fault(response);
      else if (endpoint) await endpoint(received, response);
      else response.writeHead(404).end('404 page not found');
    })();
  });
  return { origin, requests, answerNext: (answer) => void faults.push(answer) };
}
