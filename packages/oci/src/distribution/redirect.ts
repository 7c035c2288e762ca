/**
 * Redirects. Registries hand out blobs from object storage, so a redirect may lead to another host. It is the registry
 * that names the host, and it could name one that only this process can reach: a database beside it, or the service at
 * 169.254.169.254 that tells machines of a cloud their passwords. Hence the rules:
 *
 * - Only what is read is redirected, at most five times, never from https to http, never to a URL with a password.
 * - Another origin never sees the credentials of the registry.
 * - It is asked for blobs alone. Their size and digest are known beforehand, so nothing else that is read there gets any
 *   further: it is an error that does not quote it.
 * - It is never an address of this machine or of its link, unless the registry is at such an address itself.
 *
 * A name that resolves to such an address is not found out here, because `fetch` resolves it. Where registries are not
 * trusted, hand in a `fetch` whose connections look at the address.
 */
import { BlockList, isIP } from 'node:net';

import type { Answer } from './exchange.ts';
import { unexpected } from './refusal.ts';

/** How often one request may be redirected. */
export const maxRedirects = 5;

const statuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Where an answer sends its reader; undefined where it does not.
 *
 * @param origin that of the registry
 * @param anyOrigin whether the request is for something that is verified
 * @throws OciError `UNEXPECTED_ANSWER` for where nobody should go.
 */
export function redirectTarget(
  answer: Answer,
  { origin, anyOrigin }: { readonly origin: string; readonly anyOrigin: boolean },
): URL | undefined {
  if (!statuses.has(answer.status)) return undefined;
  if (answer.method !== 'GET') throw unexpected(answer, 'it is redirected, and only reading may be');
  const location = answer.headers.get('location') ?? '';
  if (location === '' || !URL.canParse(location, answer.url)) {
    throw unexpected(answer, 'it is redirected to nowhere');
  }
  const target = new URL(location, answer.url);
  const problem = problemOf(target, answer.url, new URL(origin), anyOrigin);
  if (problem === undefined) return target;
  throw unexpected(answer, `it is redirected to ${target.origin}, ${problem}`);
}

function problemOf(target: URL, from: URL, registry: URL, anyOrigin: boolean): string | undefined {
  if (target.origin === registry.origin) return undefined;
  if (!anyOrigin) return 'and only blobs may come from another origin';
  if (target.protocol !== 'https:' && target.protocol !== 'http:') return 'which is not the web';
  if (target.protocol === 'http:' && from.protocol === 'https:') return 'where everybody could read along';
  if (target.username !== '' || target.password !== '') return 'with a password';
  if (isLocal(target.hostname) && !isLocal(registry.hostname)) return 'which is an address of this machine';
  return undefined;
}

/** Whether a host of a URL is this machine or something that only this machine reaches. */
function isLocal(host: string): boolean {
  const hostname = host.replace(/\.$/, '');
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) return true;
  const local = new BlockList();
  local.addSubnet('127.0.0.0', 8);
  local.addSubnet('0.0.0.0', 8);
  local.addSubnet('169.254.0.0', 16);
  local.addAddress('::', 'ipv6');
  local.addAddress('::1', 'ipv6');
  local.addSubnet('fe80::', 10, 'ipv6');
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  const version = isIP(address);
  return version !== 0 && local.check(address, version === 6 ? 'ipv6' : 'ipv4');
}
