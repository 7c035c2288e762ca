import { describeWithTools, startRegistry } from '@registry-images/testing';
import { expect, it } from 'vitest';

import { failing } from './failing.ts';
import { clientOf, push, pushTwoPlatforms, skopeo } from './push.ts';
import { emptyLayout, pushSample } from './sound-layout.ts';

const timeout = 60_000;

describeWithTools(['docker-registry', 'skopeo'], 'a registry that is deleted from', () => {
  it('loses every tag of the image, and no other image', { timeout }, async () => {
    const running = await startRegistry();
    const registry = clientOf(running);
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base', 'app');
    const other = await pushSample(layout, ['v2'], 'base', 'other');
    for (const to of ['app:v1', 'app:latest', 'copy:v1']) await push(running, { layout, tag: 'v1', to });
    await push(running, { layout, tag: 'v2', to: 'app:v2' });

    expect(await registry.deleteManifest('app', image.digest)).toBe('deleted');
    expect(await registry.tags('app')).toEqual(['v2']);
    expect(await registry.manifest('app', image.digest)).toBeUndefined();
    expect(await registry.deleteManifest('app', image.digest)).toBe('not-found');
    for (const name of ['app:v2', 'copy:v1']) {
      const copy = await emptyLayout();
      await skopeo(
        'copy',
        '--src-tls-verify=false',
        `docker://${running.host}/${name}`,
        `oci:${copy.folder}:x`,
      );
    }

    expect(await registry.deleteManifest('app', other.digest)).toBe('deleted');
    expect(await registry.tags('app')).toEqual([]);
    expect(await Array.fromAsync(registry.repositories())).toEqual(['app', 'copy']);
  });

  it('loses a child of an index, which is left broken: the caller has to look', { timeout }, async () => {
    const running = await startRegistry();
    const registry = clientOf(running);
    const layout = await emptyLayout();
    const { index, children } = await pushTwoPlatforms(layout, 'multi');
    await push(running, { layout, tag: 'multi', to: 'app:multi' });
    const [child] = children;
    if (!child) throw new Error('The index has two children.');
    expect(await registry.deleteManifest('app', child.digest)).toBe('deleted');
    expect(await registry.manifest('app', 'multi')).toMatchObject({ descriptor: index });
    expect(await registry.manifest('app', child.digest)).toBeUndefined();
  });

  it.each([{ deletion: false as const }, { readOnly: true as const }])(
    'says what to configure where it is not allowed to: %j',
    { timeout },
    async (variant) => {
      const layout = await emptyLayout();
      const image = await pushSample(layout, ['v1'], 'base');
      const writable = await startRegistry();
      await push(writable, { layout, tag: 'v1', to: 'app:v1' });
      await writable.stop();

      const registry = clientOf(await startRegistry({ ...variant, data: writable.data }));
      const refused = registry.deleteManifest('app', image.digest);
      await expect(refused).rejects.toThrow(failing('UNSUPPORTED', { status: 405, digest: image.digest }));
      await expect(refused).rejects.toThrow('storage.delete.enabled');
      expect(await registry.tags('app')).toEqual(['v1']);
    },
  );
});
