import { expectTypeOf } from 'vitest';

import { createImagesClient, type Credential } from '../index.ts';
import { defaultCredentials } from './default.ts';
import { createGitHubActionsIdToken } from './github-actions.ts';
import { createMetadataCredential } from './metadata.ts';
import {
  createServiceAccountKeyCredential,
  type ServiceAccountKey,
  type ServiceAccountKeyOptions,
} from './service-account-key.ts';
import { createTokenCredential } from './token.ts';
import { createWorkloadIdentityCredential, type GetIdToken } from './workload-identity.ts';

const baseUrl = 'http://127.0.0.1:8080';
const file = {
  id: 'k',
  service_account_id: 's',
  private_key: 'p',
  created_at: '',
  key_algorithm: 'RSA_2048',
};

/** Checked by the compiler; never called. */
export function credentialsAreAllOfOneType(getIdToken: GetIdToken): void {
  expectTypeOf(defaultCredentials).returns.toEqualTypeOf<Credential>();
  expectTypeOf(createMetadataCredential).returns.toEqualTypeOf<Credential>();
  expectTypeOf(createServiceAccountKeyCredential).returns.toEqualTypeOf<Credential>();
  expectTypeOf(createTokenCredential).returns.toEqualTypeOf<Credential>();
  expectTypeOf(createWorkloadIdentityCredential).returns.toEqualTypeOf<Credential>();
  expectTypeOf(createGitHubActionsIdToken).returns.toEqualTypeOf<GetIdToken>();
  createImagesClient({ baseUrl, credential: createMetadataCredential() });
  createWorkloadIdentityCredential({ serviceAccountId: 'aje1', getIdToken });
  // @ts-expect-error A mistyped option is not ignored.
  createWorkloadIdentityCredential({ serviceAccountId: 'aje1', getIdToken, tokenURL: 'https://iam.test' });
}

/** Checked by the compiler; never called. */
export function tokensComeInSeveralForms(): Credential[] {
  return [
    createTokenCredential('t1'),
    createTokenCredential(() => 't1'),
    createTokenCredential(async ({ signal, rejected }) => `${signal.aborted} ${rejected?.length}`),
    // @ts-expect-error What may be undefined is to be looked at first.
    createTokenCredential(process.env['TOKEN']),
  ];
}

/** Checked by the compiler; never called. */
export function keysComeInSeveralForms(key: ServiceAccountKey): ServiceAccountKeyOptions[] {
  return [
    { key },
    { key: file },
    { key: JSON.stringify(file) },
    { key: () => file },
    { key: async ({ signal }) => String(signal.aborted) },
    // @ts-expect-error A key of a user cannot sign for a service account.
    { key: { id: 'k', user_account_id: 'u', private_key: 'p' } },
  ];
}
