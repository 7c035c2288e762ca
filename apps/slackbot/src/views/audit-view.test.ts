import { describe, expect, it } from 'vitest';

import type { StoredAuditEntry } from '../state/audit-entry.ts';
import { english } from '../texts/english.ts';
import { auditLine } from './audit-view.ts';

const view = {
  renderer: 'sections',
  texts: english,
  scope: { kind: 'registry', registryId: 'reg' },
  nowMs: 0,
} as const;

describe('auditLine', () => {
  it.each<[StoredAuditEntry['kind'], string]>([
    ['request', '<@U0ADA> asked to delete `app` (`v1`)'],
    ['refusal', '<@U0ADA> was not allowed to delete `app` (`v1`)'],
    ['approval', '<@U0ADA> approved the deletion of `app` (`v1`)'],
    ['rejection', '<@U0ADA> rejected the deletion of `app` (`v1`)'],
    ['cancellation', '<@U0ADA> took back the wish to delete `app` (`v1`)'],
    ['expiry', 'Nobody decided in time whether <@U0ADA> may delete `app` (`v1`)'],
    ['delete', 'On behalf of <@U0ADA> the registry was told to delete `app` (`v1`)'],
  ])('says of a %s in a sentence what was done', (kind, sentence) => {
    const image = { imageId: 'i1', name: 'reg/app', digest: `sha256:${'a'.repeat(64)}`, tags: ['v1'] };
    const entry = { seq: 1, atMs: 0, teamId: 'T1', userId: 'U0ADA', kind, image };
    expect(auditLine(entry, view).split('\n')[0]).toBe(sentence);
  });
});
