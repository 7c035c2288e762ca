import { parseBaseUrl } from '../base-url.ts';
import type { Credential } from '../credential.ts';
import { readAccessToken } from './access-token.ts';
import { credentialSettings, type CredentialOptions } from './credential-options.ts';
import { createCachedCredential } from './token-cache.ts';
import { askTokenEndpoint } from './token-endpoint.ts';

export type { CredentialOptions } from './credential-options.ts';

/**
 * How to reach the metadata service.
 *
 * @see https://yandex.cloud/en/docs/compute/operations/vm-connect/auth-inside-vm
 */
export interface MetadataOptions extends CredentialOptions {
  /** Where the metadata service is: a host, perhaps with a port. Default: `169.254.169.254`. */
  readonly address?: string;
}

const path = '/computeMetadata/v1/instance/service-accounts/default/token';
/** Somebody may give the machine another service account, which should not go unnoticed until the token expires. */
const maxAgeMs = 60_000;
/** The service is on the same machine. Elsewhere nobody may ever answer. */
const defaultTimeoutMs = 3000;

/**
 * Makes the credential of the service account that a virtual machine, a function or a serverless container of Yandex
 * Cloud runs with. A token is replaced after a minute.
 *
 * @throws InvalidArgumentError if the address cannot be right.
 * @see https://yandex.cloud/en/docs/compute/operations/vm-connect/auth-inside-vm
 */
export function createMetadataCredential(options: MetadataOptions = {}): Credential {
  const { address = '169.254.169.254' } = options;
  const url = parseBaseUrl('address', `http://${address}`) + path;
  const settings = credentialSettings(
    { ...options, timeoutMs: options.timeoutMs ?? defaultTimeoutMs },
    `metadata service at ${address}`,
  );

  return createCachedCredential(settings, {
    maxAgeMs,
    async fetchToken(signal) {
      const answer = await askTokenEndpoint(settings, {
        url,
        headers: { 'metadata-flavor': 'Google' },
        signal,
        hint: 'Check that this is a machine of Yandex Cloud, and that it has a service account.',
      });
      return readAccessToken(settings, answer);
    },
  });
}
