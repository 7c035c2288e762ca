import { atMost, type Figure } from '@registry-images/figures';

import { coreBytes, credentialBytes, credentials, maxCoreBytes, maxCredentialBytes } from './client-size.ts';

/** Measures what a page downloads. */
export async function sizeFigures(): Promise<Figure[]> {
  const added = await Promise.all(credentials.map((credential) => credentialBytes(credential)));
  return [
    atMost(maxCoreBytes / 1024, (await coreBytes()) / 1024, {
      what: 'size, core with openapi-fetch, minified + gzip',
      against: '',
      unit: 'KiB',
    }),
    atMost(maxCredentialBytes / 1024, Math.max(...added) / 1024, {
      what: 'the largest credential provider, on top of it',
      against: '',
      unit: 'KiB',
    }),
  ];
}
