import { describe, expect, it } from 'vitest';

import { platformNames } from './platform-names.ts';

describe('platformNames', () => {
  it('names each platform once, in its order, with its variant if it has one', () => {
    const arm = { os: 'linux', architecture: 'arm', variant: 'v7' };
    const windows = { os: 'windows', architecture: 'amd64' };
    expect(
      platformNames([arm, windows, { ...windows, osVersion: '10.0.20348' }, { ...arm, variant: '' }]),
    ).toEqual(['linux/arm/v7', 'windows/amd64', 'linux/arm']);
  });

  it('has no name for what runs nowhere, and for what does not say it', () => {
    const attestation = { os: 'unknown', architecture: 'unknown' };
    expect(platformNames([attestation, undefined, { os: '', architecture: 'amd64' }])).toEqual([]);
  });
});
