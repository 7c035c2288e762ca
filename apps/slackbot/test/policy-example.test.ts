import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { parsePolicy } from '../src/policy/parse-policy.ts';

describe('policy.example.yaml', () => {
  it('is a policy', () => {
    const text = readFileSync(new URL('../policy.example.yaml', import.meta.url), 'utf8');
    expect(parsePolicy(text)).toMatchObject({ policy: { source: 'file', auditChannelId: 'C0AUDIT01' } });
  });
});
