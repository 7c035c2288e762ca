import { describe, expect, it } from 'vitest';

import { parseImageConfig } from './image-config.ts';

const json = (value: unknown) => Buffer.from(JSON.stringify(value));

describe('parseImageConfig', () => {
  it('reads the platform and the date, and leaves out the rest', () => {
    const config = { created: '2026-11-01T12:00:00Z', architecture: 'arm', os: 'linux', variant: 'v7' };
    expect(parseImageConfig(json({ ...config, rootfs: {}, history: [] }))).toEqual(config);
  });

  it('leaves out a date that nobody can read', () => {
    expect(parseImageConfig(json({ created: 'yesterday', os: null }))).toEqual({});
  });

  it('refuses what is no configuration', () => {
    expect(() => parseImageConfig(json({ os: 7 }))).toThrow('config.os must be a string, but is 7.');
    expect(() => parseImageConfig(Buffer.from('{'))).toThrow('config is not JSON.');
  });
});
