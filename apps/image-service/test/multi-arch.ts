import type { Digest } from '@registry-images/model';
import { expect } from 'vitest';

import { makeDeletions, type TestDeletions } from './deletions.ts';

/** An index of two platforms, and what says something about it. */
export interface MultiArch extends TestDeletions {
  readonly amd64: Digest;
  readonly arm64: Digest;
  /** Has the tags `latest` and `v1`. */
  readonly index: Digest;
  /** Of the index. */
  readonly signature: Digest;
  /** Of amd64. */
  readonly attestation: Digest;
}

/** Makes one in the repository `app`, where tags of these patterns are protected. */
export async function makeMultiArch(patterns?: readonly string[]): Promise<MultiArch> {
  const deletions = makeDeletions(patterns);
  const { registry } = deletions;
  const amd64 = registry.put('app', { text: 'amd64' });
  const arm64 = registry.put('app', { text: 'arm64' });
  const index = registry.put('app', { text: 'index', children: [amd64, arm64], tags: ['v1', 'latest'] });
  const signature = registry.put('app', { text: 'signature', subject: index });
  const attestation = registry.put('app', { text: 'attestation', subject: amd64 });
  await deletions.read();
  return { ...deletions, amd64, arm64, index, signature, attestation };
}

/** The details of an error that has one violation. */
export function violation(type: string, subject: string): { readonly violations: readonly unknown[] } {
  return { violations: [expect.objectContaining({ type, subject })] };
}
