import { chmod, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { makeBundle } from '@registry-images/container';
import { createLayout } from '@registry-images/oci';
import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { imagesIn } from './contract.ts';
import { pushTo } from './service.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));

describe('the bundle', () => {
  it('is one file that serves without any package, for a user without rights, in a folder that is read-only', async () => {
    const images = await makeTemporaryFolder();
    await pushTo(await createLayout(`${images}/app`), 'one', { tags: ['v1'] });
    await chmod(images, 0o755);
    const bundle = await makeBundle(folder);
    const service = await bundle.start({ IMAGES_ROOT: images });
    const response = await fetch(`${service.url}/container-registry/v1/images`);
    expect(imagesIn(await response.json())).toMatchObject([{ name: 'local/app', tags: ['v1'] }]);
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toContain('nodejs_eventloop_lag_seconds');
    expect(await service.stop()).toBe(0);
    expect(await readdir(bundle.folder)).toEqual(['main.mjs']);
  });
});
