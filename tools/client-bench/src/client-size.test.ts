import { describe, expect, it } from 'vitest';

import {
  coreBytes,
  credentialBytes,
  credentials,
  maxCoreBytes,
  maxCredentialBytes,
  maxDefaultCredentialBytes,
} from './client-size.ts';

describe('coreBytes', () => {
  it('is at most 8 KiB', async () => {
    expect(await coreBytes()).toBeLessThanOrEqual(maxCoreBytes);
  });
});

describe('credentialBytes', () => {
  it.each(credentials)('is at most 1.5 KiB for %s', async (credential) => {
    expect(await credentialBytes(credential)).toBeLessThanOrEqual(maxCredentialBytes);
  });

  it('is at most 3 KiB for default, which has the others in it', async () => {
    expect(await credentialBytes('default')).toBeLessThanOrEqual(maxDefaultCredentialBytes);
  });
});
