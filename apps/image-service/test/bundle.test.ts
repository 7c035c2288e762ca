import { chmod, readdir } from 'node:fs/promises';

import { createLayout } from '@registry-images/oci';
import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { startBundle } from './bundle.ts';
import { imagesIn } from './contract.ts';
import { pushTo } from './service.ts';

describe('the bundle', () => {
  it('is one file that serves without any package, for a user without rights, in a folder that is read-only', async () => {
    const images = await makeTemporaryFolder();
    await pushTo(await createLayout(`${images}/app`), 'one', { tags: ['v1'] });
    await chmod(images, 0o755);
    const service = await startBundle({ IMAGES_ROOT: images });
    const response = await fetch(`${service.url}/container-registry/v1/images`);
    expect(imagesIn(await response.json())).toMatchObject([{ name: 'local/app', tags: ['v1'] }]);
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toContain('nodejs_eventloop_lag_seconds');
    expect(await service.stop()).toBe(0);
    expect(await readdir(service.folder)).toEqual(['main.mjs']);
  });
});
