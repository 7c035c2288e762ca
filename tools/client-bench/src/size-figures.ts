import { coreBytes, credentialBytes, credentials, maxCoreBytes, maxCredentialBytes } from './client-size.ts';
import type { Figure } from './figure.ts';

/** Measures what a page downloads. */
export async function sizeFigures(): Promise<Figure[]> {
  const added = await Promise.all(credentials.map((credential) => credentialBytes(credential)));
  return [
    {
      what: 'size, core with openapi-fetch, minified + gzip',
      against: '',
      goal: maxCoreBytes / 1024,
      measured: (await coreBytes()) / 1024,
      unit: 'KiB',
    },
    {
      what: 'the largest credential provider, on top of it',
      against: '',
      goal: maxCredentialBytes / 1024,
      measured: Math.max(...added) / 1024,
      unit: 'KiB',
    },
  ];
}
