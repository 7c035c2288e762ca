import { bundleSize } from './bundle-size.ts';

/** The goals, in bytes, minified and compressed. */
export const maxCoreBytes: number = 8 * 1024;
/** What a credential may add to the core. */
export const maxCredentialBytes: number = 1.5 * 1024;

/**
 * What `credentials/default` may add. It is no provider but chooses one of all of them, so that it has them all in it. It
 * is for programs that run where there are an environment and files, not for pages.
 */
export const maxDefaultCredentialBytes: number = 3 * 1024;

/** The subpaths of the client, each with a kind of credential. */
export const credentials: readonly string[] = [
  'github-actions',
  'metadata',
  'service-account-key',
  'token',
  'workload-identity',
];

const core = `export * from '@registry-images/client';\n`;

/** The size of the client with everything that it exports and imports, openapi-fetch too, in bytes. */
export async function coreBytes(): Promise<number> {
  return bundleSize(core);
}

/** By how much a credential makes the client larger, in bytes. */
export async function credentialBytes(credential: string): Promise<number> {
  const both = `${core}export * from '@registry-images/client/credentials/${credential}';\n`;
  return (await bundleSize(both)) - (await coreBytes());
}
