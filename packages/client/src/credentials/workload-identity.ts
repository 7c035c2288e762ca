import { checkResourceId } from '../arguments.ts';
import { parseBaseUrl } from '../base-url.ts';
import type { Credential } from '../credential.ts';
import { CredentialError } from '../errors/credential-error.ts';
import { readAccessToken } from './access-token.ts';
import { credentialSettings, type CredentialOptions } from './credential-options.ts';
import { createCachedCredential } from './token-cache.ts';
import { askTokenEndpoint } from './token-endpoint.ts';

export type { CredentialOptions } from './credential-options.ts';

/**
 * Gives the ID token (OIDC) that shows who the program is where it runs, e.g. in a CI job.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8693
 */
export type GetIdToken = (options: { readonly signal: AbortSignal }) => string | Promise<string>;

/**
 * Which service account, by which ID token, and where to exchange it.
 *
 * @see https://yandex.cloud/en/docs/iam/operations/wlif/setup-wlif
 */
export interface WorkloadIdentityOptions extends CredentialOptions {
  /** The id of the service account that a federation lets the program act as. */
  readonly serviceAccountId: string;
  /** Asked before each exchange, about once an hour, because ID tokens are short-lived. */
  readonly getIdToken: GetIdToken;
  /** Where ID tokens are exchanged. Default: `https://auth.yandex.cloud/oauth/token`. */
  readonly tokenUrl?: string;
}

/**
 * Makes the credential of a program that runs elsewhere and has no key: its ID token is exchanged for the token of a
 * service account, by a workload identity federation.
 *
 * @throws InvalidArgumentError if the id or the URL cannot be right.
 * @see https://yandex.cloud/en/docs/iam/operations/wlif/setup-wlif
 * @see https://www.rfc-editor.org/rfc/rfc8693
 */
export function createWorkloadIdentityCredential(options: WorkloadIdentityOptions): Credential {
  const serviceAccountId = checkResourceId('serviceAccountId', options.serviceAccountId);
  const url = parseBaseUrl('tokenUrl', options.tokenUrl ?? 'https://auth.yandex.cloud/oauth/token');
  const settings = credentialSettings(options, `workload identity of service account ${serviceAccountId}`);

  return createCachedCredential(settings, {
    async fetchToken(signal) {
      const answer = await askTokenEndpoint(settings, {
        url,
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
          requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
          audience: serviceAccountId,
          subject_token: await idToken(settings.description, options.getIdToken, signal),
          subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
        }),
        signal,
        hint: 'Check that the federation and the federated credential are for this issuer, audience and subject.',
      });
      return readAccessToken(settings, answer);
    },
  });
}

async function idToken(description: string, getIdToken: GetIdToken, signal: AbortSignal): Promise<string> {
  try {
    const token = (await getIdToken({ signal })).trim();
    if (token === '') throw new Error('It is empty.');
    return token;
  } catch (cause) {
    if (cause instanceof CredentialError) throw cause;
    throw new CredentialError(`${description}: there is no ID token to exchange. The cause says why.`, {
      cause,
    });
  }
}
