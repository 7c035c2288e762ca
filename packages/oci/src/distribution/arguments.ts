import { isDigest, isRepositoryName, isTag } from '@registry-images/model';

import { algorithmOf } from '../digest.ts';
import { OciError } from '../error.ts';
import type { RegistryCredentials } from './registry-options.ts';

/** The longest delay that a timer of Node.js keeps; a longer one fires at once. */
const maxTimerMs = 2 ** 31 - 1;

/**
 * The origin of a URL that is nothing but one.
 *
 * @throws OciError `INVALID_ARGUMENT`, never quoting the value, because a URL may hold a password.
 */
export function parseOrigin(name: string, value: string): string {
  if (!URL.canParse(value)) throw invalid(`${name} must be a URL, such as "https://registry.example".`);
  const url = new URL(value);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw invalid(`${name} must begin with http:// or https://, not with ${url.protocol}`);
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid(`${name} must not hold a user or a password; give credentials instead.`);
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw invalid(`${name} must end after the host and the port.`);
  }
  return url.origin;
}

/** Throws `INVALID_ARGUMENT` for credentials that no header can carry, without quoting them. */
export function checkCredentials(credentials: RegistryCredentials): RegistryCredentials {
  if ('token' in credentials) {
    if (isBearerToken(credentials.token)) return credentials;
    throw invalid('credentials.token must be visible ASCII characters without spaces, at least one.');
  }
  // https://www.rfc-editor.org/rfc/rfc7617#section-2
  if (!/[\p{Cc}:]/u.test(credentials.username) && !/\p{Cc}/u.test(credentials.password)) return credentials;
  throw invalid('credentials must not have control characters, and the user name no colon.');
}

/** Whether `value` may follow `Bearer ` in a header. */
export function isBearerToken(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);
}

/** Throws `INVALID_ARGUMENT` for what cannot be the name of a program in a header. */
export function checkUserAgent(userAgent: string): string {
  if (/^[\x21-\x7e][\x20-\x7e]*$/.test(userAgent)) return userAgent;
  throw invalid('userAgent must be ASCII, such as "image-service/1.0".');
}

/** Throws `INVALID_ARGUMENT` for what is no number of milliseconds that can be waited for. */
export function checkTimeoutMs(name: string, value: number): number {
  if (value > 0 && value <= maxTimerMs) return value;
  throw invalid(`${name} must be more than 0 and at most ${maxTimerMs}, but is ${value}.`);
}

/** Throws `INVALID_ARGUMENT` for what is no whole number from 1 up. */
export function checkCount(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw invalid(`${name} must be a whole number from 1 up, but is ${value}.`);
}

/** Throws `INVALID_ARGUMENT` for what no repository can be called. Everything else is safe in a path as it is. */
export function checkRepository(repository: string): string {
  if (isRepositoryName(repository)) return repository;
  throw invalid(`"${repository.slice(0, 300)}" is not a repository name, such as "team/app".`);
}

/**
 * Throws `INVALID_ARGUMENT` for what is neither a tag nor a digest: CNCF Distribution 2.8 answers 500 to what only looks
 * like a digest. `UNSUPPORTED_DIGEST` for a digest that nothing can be verified by.
 */
export function checkReference(reference: string): string {
  if (isTag(reference)) return reference;
  if (isDigest(reference)) {
    algorithmOf(reference);
    return reference;
  }
  throw invalid(`"${reference.slice(0, 300)}" is neither a tag nor a digest.`);
}

/** Throws `INVALID_ARGUMENT` for what is no digest; the type alone lets `sha256:../x` pass. */
export function checkDigest(digest: string): string {
  if (isDigest(digest)) return digest;
  throw invalid(`"${digest.slice(0, 300)}" is not a digest.`);
}

function invalid(message: string): OciError {
  return new OciError('INVALID_ARGUMENT', message);
}
