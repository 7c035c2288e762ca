import { describe, expect, it } from 'vitest';

import { startTokenService } from '../../test/token-service.ts';
import { createGitHubActionsIdToken } from './github-actions.ts';
import { createWorkloadIdentityCredential } from './workload-identity.ts';

const { signal } = new AbortController();
const requestToken = 'github-request-token';

describe('createGitHubActionsIdToken', () => {
  it('asks GitHub for the ID token of the job, for an audience or for the usual one', async () => {
    const { origin, requests } = await startTokenService();
    const requestUrl = `${origin}/github?api-version=2.0`;
    const getIdToken = createGitHubActionsIdToken({ requestUrl, requestToken, audience: 'team/b&c' });
    await expect(getIdToken({ signal })).resolves.toBe('github-id-token-for-team/b&c');
    const usual = createGitHubActionsIdToken({ requestUrl, requestToken });
    await expect(usual({ signal })).resolves.toBe('github-id-token-for-https://github.com/team');
    expect(requests.map(({ path }) => path)).toEqual([
      '/github?api-version=2.0&audience=team%2Fb%26c',
      '/github?api-version=2.0',
    ]);
  });

  it('shows neither of the tokens in an error, nor the query', async () => {
    const { origin } = await startTokenService();
    const getIdToken = createGitHubActionsIdToken({
      requestUrl: `${origin}/github?hunter=2`,
      requestToken: 'hunter2',
    });
    await expect(getIdToken({ signal })).rejects.toMatchObject({
      code: 'CREDENTIAL',
      message: `ID token of GitHub Actions: GET ${origin}/github: HTTP 401, with something else than a JSON object. Check that the job has the permission "id-token: write".`,
    });
  });

  it('keeps its error as it is in that of the credential', async () => {
    const { origin, answerNext } = await startTokenService();
    answerNext((response) => response.writeHead(503).end());
    const credential = createWorkloadIdentityCredential({
      serviceAccountId: 'aje1',
      getIdToken: createGitHubActionsIdToken({ requestUrl: `${origin}/github`, requestToken }),
    });
    await expect(credential.getToken({ signal })).rejects.toMatchObject({
      retryable: true,
      message: expect.stringMatching(/^ID token of GitHub Actions: /),
    });
  });

  it.each(['', '/github', 'ftp://host/hunter2', 'http://user:hunter2@host/', 'https://hunter2@host/'])(
    'refuses the URL %j at once, and does not quote it',
    (requestUrl) => {
      expect(() => createGitHubActionsIdToken({ requestUrl, requestToken })).toThrow(
        /^requestUrl must be an http\(s\) URL without user\.$/,
      );
    },
  );

  it.each(['', 'hunter2\n', 'hunter 2', 'hünter2'])(
    'refuses the token %j at once, and does not quote it',
    (token) => {
      expect(() => createGitHubActionsIdToken({ requestUrl: 'https://host/', requestToken: token })).toThrow(
        /^requestToken must be visible ASCII characters\.$/,
      );
    },
  );
});
