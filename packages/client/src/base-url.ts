import { InvalidArgumentError } from './errors/invalid-argument-error.ts';

const registryHost = 'container-registry.api.cloud.yandex.net';
const operationsUrl = 'https://operation.api.cloud.yandex.net';

/**
 * Reads a base URL: `http` or `https`, perhaps with a path, which is kept as a prefix, without slashes at its end.
 *
 * @throws InvalidArgumentError never quoting the value, because a URL may hold a password.
 */
export function parseBaseUrl(argument: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  // With a user, a password, a query or a fragment there would be more in it; other schemes, too, have an origin.
  if (url && url.href.startsWith('http') && url.href === url.origin + url.pathname) {
    return url.href.replace(/\/+$/, '');
  }
  throw new InvalidArgumentError(argument, 'must be an http(s) URL without user, query and fragment.');
}

/** Where the operations of the API at `baseUrl` are, which is a parsed one. Yandex Cloud has a host of their own. */
export function operationsBaseUrlOf(baseUrl: string): string {
  return new URL(baseUrl).host === registryHost ? operationsUrl : baseUrl;
}
