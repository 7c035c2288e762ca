import { readFile } from 'node:fs/promises';
import process from 'node:process';

import { isHeaderValue } from '../arguments.ts';
import type { Credential } from '../credential.ts';
import { InvalidArgumentError } from '../errors/invalid-argument-error.ts';
import type { CredentialOptions } from './credential-options.ts';
import { createGitHubActionsIdToken } from './github-actions.ts';
import { createMetadataCredential } from './metadata.ts';
import { createServiceAccountKeyCredential } from './service-account-key.ts';
import { createTokenCredential } from './token.ts';
import { createWorkloadIdentityCredential, type GetIdToken } from './workload-identity.ts';

export type { CredentialOptions } from './credential-options.ts';

/**
 * Where to look.
 *
 * @see [Credentials](../../README.md#credentials)
 */
export interface DefaultCredentialsOptions extends Omit<CredentialOptions, 'description'> {
  /** The environment. Default: that of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Picks the credential that the environment asks for, and says in its `description` which one that is and why. It looks
 * for these variables, in this order; an empty one counts as none:
 *
 * 1. `YC_TOKEN`: an IAM token, used as it is until it expires;
 * 2. `YC_SERVICE_ACCOUNT_KEY_FILE`: the path of the authorized key of a service account, which is read about once an hour;
 * 3. `YC_SERVICE_ACCOUNT_ID`: the service account to act as by a workload identity federation, with an ID token that is in
 *    `YC_ID_TOKEN`, or in the file `YC_ID_TOKEN_FILE`, or is GitHub's for the job, for the audience
 *    `YC_ID_TOKEN_AUDIENCE` if there is one;
 * 4. none of these: the metadata service, at `YC_METADATA_ADDR` if there is one.
 *
 * Only the first one found is used, so that a program does not act as somebody else because something is down.
 * `YC_IAM_TOKEN_URL` and `YC_TOKEN_EXCHANGE_URL` are where 2 and 3 get tokens, if not from Yandex Cloud's usual hosts.
 *
 * @throws InvalidArgumentError if a variable cannot be right.
 * @see [Credentials](../../README.md#credentials)
 */
export function defaultCredentials(options: DefaultCredentialsOptions = {}): Credential {
  const { env = process.env, ...shared } = options;
  const {
    YC_TOKEN: token,
    YC_SERVICE_ACCOUNT_KEY_FILE: keyFile,
    YC_SERVICE_ACCOUNT_ID: serviceAccountId,
  } = env;
  if (token) return tokenOfEnvironment(token);
  if (keyFile) {
    return createServiceAccountKeyCredential({
      ...shared,
      description: `service account key (YC_SERVICE_ACCOUNT_KEY_FILE: ${keyFile})`,
      key: ({ signal }) => readFile(keyFile, { encoding: 'utf8', signal }),
      ...(env['YC_IAM_TOKEN_URL'] && { tokenUrl: env['YC_IAM_TOKEN_URL'] }),
    });
  }
  if (serviceAccountId) {
    const { getIdToken, from } = idTokenOfEnvironment(env, shared);
    return createWorkloadIdentityCredential({
      ...shared,
      description: `workload identity (YC_SERVICE_ACCOUNT_ID: ${serviceAccountId}, by ${from})`,
      serviceAccountId,
      getIdToken,
      ...(env['YC_TOKEN_EXCHANGE_URL'] && { tokenUrl: env['YC_TOKEN_EXCHANGE_URL'] }),
    });
  }
  const address = env['YC_METADATA_ADDR'] || '169.254.169.254';
  return createMetadataCredential({
    ...shared,
    address,
    description: `metadata service at ${address} (neither YC_TOKEN nor YC_SERVICE_ACCOUNT_KEY_FILE nor YC_SERVICE_ACCOUNT_ID is set)`,
  });
}

function tokenOfEnvironment(token: string): Credential {
  if (/^y[0-6]_/.test(token)) {
    throw new InvalidArgumentError(
      'YC_TOKEN',
      'is an OAuth token, which the API does not take; give an IAM token, such as "yc iam create-token" prints.',
    );
  }
  if (!isHeaderValue(token)) throw new InvalidArgumentError('YC_TOKEN', 'must be visible ASCII characters.');
  return { ...createTokenCredential(token), description: 'IAM token (YC_TOKEN)' };
}

function idTokenOfEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  shared: CredentialOptions,
): { readonly getIdToken: GetIdToken; readonly from: string } {
  const { YC_ID_TOKEN: idToken, YC_ID_TOKEN_FILE: file, YC_ID_TOKEN_AUDIENCE: audience } = env;
  const { ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken } = env;
  if (idToken) return { from: 'YC_ID_TOKEN', getIdToken: () => idToken };
  if (file) {
    // Read anew each time, because what wrote it, such as Kubernetes, replaces it.
    const getIdToken: GetIdToken = ({ signal }) => readFile(file, { encoding: 'utf8', signal });
    return { from: `YC_ID_TOKEN_FILE: ${file}`, getIdToken };
  }
  if (requestUrl && requestToken) {
    const job = { requestUrl, requestToken, ...(audience && { audience }) };
    return { from: 'GitHub Actions', getIdToken: createGitHubActionsIdToken({ ...shared, ...job }) };
  }
  throw new InvalidArgumentError(
    'YC_SERVICE_ACCOUNT_ID',
    'is set, but there is no ID token: set YC_ID_TOKEN or YC_ID_TOKEN_FILE, or give the GitHub Actions job the permission "id-token: write".',
  );
}
