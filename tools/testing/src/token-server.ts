import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';

import { selfSignedCertificate } from './certificate.ts';
import { listenOnLoopback } from './loopback.ts';

/** Somebody who may do something. */
export interface User {
  readonly username: string;
  readonly password: string;
  /** What they are granted of what they ask for, e.g. `repository:team/app:pull`, `registry:catalog:*`. */
  readonly scopes: readonly string[];
}

/** A server that makes tokens by Docker's protocol. */
export interface TokenServer {
  readonly origin: string;
  readonly realm: string;
  readonly service: string;
  readonly issuer: string;
  /** By which a registry knows the tokens; in PEM. */
  readonly certificate: string;
  /** The scopes that were asked for, one entry a request. */
  readonly requests: readonly (readonly string[])[];
}

const service = 'test registry';
const issuer = 'test realm';

/**
 * Starts a server that makes tokens for some users, until the test ends.
 *
 * @see https://distribution.github.io/distribution/spec/auth/jwt/
 */
export async function startTokenServer(users: readonly User[]): Promise<TokenServer> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const requests: string[][] = [];
  const server = createServer((request, response) => {
    const scopes = new URL(request.url ?? '', 'http://realm').searchParams.getAll('scope');
    requests.push(scopes);
    const user = users.find((one) => request.headers.authorization === basicOf(one));
    if (!user) {
      response.writeHead(401).end();
      return;
    }
    const token = tokenOf(user, scopes, { publicKey, privateKey });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ token, expires_in: 300 }));
  });
  const origin = `http://${await listenOnLoopback(server)}`;
  const certificate = selfSignedCertificate({ publicKey, privateKey });
  return { origin, realm: `${origin}/token`, service, issuer, certificate, requests };
}

function basicOf({ username, password }: User): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function tokenOf(
  { username, scopes: granted }: User,
  wanted: readonly string[],
  { publicKey, privateKey }: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
): string {
  const now = Math.floor(Date.now() / 1000);
  const payload = {
    iss: issuer,
    sub: username,
    aud: service,
    nbf: now - 10,
    iat: now,
    exp: now + 300,
    access: wanted.filter((scope) => granted.includes(scope)).map(accessOf),
  };
  const header = { typ: 'JWT', alg: 'ES256', kid: keyIdOf(publicKey) };
  const signed = [header, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

/** The name may hold a port, so only the first colon and the last one count. */
function accessOf(scope: string): object {
  const [, type, name, actions = ''] = /^([^:]*):(.*):([^:]*)$/.exec(scope) ?? [];
  return { type, name, actions: actions.split(',') };
}

/**
 * How CNCF Distribution names a key: twelve groups of base32 of the first 240 bits of its SHA-256.
 *
 * @see https://github.com/docker/libtrust/blob/aabc10ec26b7/util.go#L194
 */
function keyIdOf(publicKey: KeyObject): string {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const bits = [...createHash('sha256').update(der).digest().subarray(0, 30)]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  const letters = (bits.match(/.{5}/g) ?? []).map((five) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(parseInt(five, 2)),
  );
  return (letters.join('').match(/.{4}/g) ?? []).join(':');
}
