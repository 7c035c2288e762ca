import { normalizeImage } from '@registry-images/model';
import { expect, describe, it } from 'vitest';

import type { RegistryScope } from '../registry-scope.ts';
import { english } from '../texts/english.ts';
import { inspectView } from './inspect-view.ts';

/** The commands that pull an image by its tag. */
function pullCommand(name: string, scope: RegistryScope, pullPrefix: string): string | undefined {
  const image = normalizeImage({ id: 'i1', name, digest: `sha256:${'a'.repeat(64)}`, tags: ['3.22'] });
  const view = { renderer: 'sections', texts: english, scope, nowMs: 0, pullPrefix } as const;
  return /docker pull [^"@]+(?=")/.exec(JSON.stringify(inspectView(image, view)))?.[0];
}

describe('inspectView', () => {
  it.each([
    ['local', 'localhost:5000', 'localhost:5000/team/alpine:3.22'],
    ['crp1', 'cr.yandex/crp1', 'cr.yandex/crp1/team/alpine:3.22'],
  ])('puts the prefix in the place of the registry %s', (registryId, prefix, reference) => {
    const scope = { kind: 'registry', registryId } as const;
    expect(pullCommand(`${registryId}/team/alpine`, scope, prefix)).toBe(`docker pull ${reference}`);
  });

  it('puts the prefix before the registry in a folder', () => {
    const scope = { kind: 'folder', folderId: 'f1' } as const;
    expect(pullCommand('crp1/app', scope, 'cr.yandex')).toBe('docker pull cr.yandex/crp1/app:3.22');
  });
});
