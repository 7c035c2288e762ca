import { isHeaderValue } from '../arguments.ts';
import { InvalidArgumentError } from '../errors/invalid-argument-error.ts';
import { credentialSettings, type CredentialOptions } from './credential-options.ts';
import { askTokenEndpoint, checkToken } from './token-endpoint.ts';
import type { GetIdToken } from './workload-identity.ts';

/**
 * What a job of GitHub Actions knows about its ID token.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export interface GitHubActionsOptions extends Pick<CredentialOptions, 'fetch'> {
  /** `ACTIONS_ID_TOKEN_REQUEST_URL` in the environment of a job with the permission `id-token: write`. */
  readonly requestUrl: string;
  /** `ACTIONS_ID_TOKEN_REQUEST_TOKEN` in the same environment. */
  readonly requestToken: string;
  /** Whom the ID token is for, as the federation has it. Default: GitHub's, `https://github.com/<owner>`. */
  readonly audience?: string;
}

/**
 * Makes the way to get the ID token of a job of GitHub Actions, or of a service that works like it, such as Forgejo.
 *
 * @throws InvalidArgumentError if the URL or the token cannot be right. It quotes neither.
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function createGitHubActionsIdToken(options: GitHubActionsOptions): GetIdToken {
  const { requestUrl, requestToken, audience } = options;
  const { description, fetch } = credentialSettings(options, 'ID token of GitHub Actions');
  const url = URL.canParse(requestUrl) ? new URL(requestUrl) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw new InvalidArgumentError('requestUrl', 'must be an http(s) URL without user.');
  }
  if (!isHeaderValue(requestToken)) {
    throw new InvalidArgumentError('requestToken', 'must be visible ASCII characters.');
  }
  if (audience !== undefined) url.searchParams.set('audience', audience);
  return async ({ signal }) => {
    const answer = await askTokenEndpoint(
      { description, fetch },
      {
        url: url.href,
        headers: { authorization: `Bearer ${requestToken}` },
        signal,
        hint: 'Check that the job has the permission "id-token: write".',
      },
    );
    return checkToken(description, 'value', answer['value']);
  };
}
