import { InvalidArgumentError } from './errors/invalid-argument-error.ts';

/** The hosts that serve operations of another host's methods. */
const operationHosts: Readonly<Record<string, string>> = {
  'container-registry.api.cloud.yandex.net': 'operation.api.cloud.yandex.net',
};

/**
 * Reads a base URL: `http` or `https`, perhaps with a path, which is kept as a prefix, without slashes at its end.
 *
 * @throws InvalidArgumentError never quoting the value, because a URL may hold a password.
 */
export function parseBaseUrl(argument: string, value: string): string {
  if (!URL.canParse(value)) {
    throw new InvalidArgumentError(argument, 'must be an absolute URL, such as "http://127.0.0.1:8080".');
  }
  const url = new URL(value);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new InvalidArgumentError(argument, `must begin with http:// or https://, not with ${url.protocol}`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new InvalidArgumentError(argument, 'must not hold a user or a password; give a token instead.');
  }
  if (url.search !== '' || url.hash !== '') {
    throw new InvalidArgumentError(argument, 'must not have a query or a fragment.');
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}

/** Where the operations of the API at `baseUrl` are, which is a parsed one. */
export function operationsBaseUrlOf(baseUrl: string): string {
  const { host } = new URL(baseUrl);
  return Object.hasOwn(operationHosts, host) ? `https://${operationHosts[host]}` : baseUrl;
}
