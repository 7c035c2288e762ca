import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { makeBundle } from '@registry-images/container';
import { createLayout } from '@registry-images/oci';
import { describeWithTools, makeTemporaryFolder, startRegistry } from '@registry-images/testing';
import { expect, it, vi } from 'vitest';
import { parse } from 'yaml';

import { imagesIn } from './contract.ts';
import { freePort } from './free-port.ts';
import { pushTo } from './service.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

describeWithTools(['docker-registry', 'skopeo'], 'what compose.yaml runs', () => {
  it('lists a pushed image as soon as the registry has told of it, and deletes it', async () => {
    const tokens = {
      ACCESS_TOKEN: 'an-access-token-of-this-test',
      WEBHOOK_TOKEN: 'a-webhook-token-of-this-test',
    };
    const compose = parse(interpolate(await readFile(`${folder}/compose.yaml`, 'utf8'), tokens));
    const { environment } = compose.services['image-service'];
    const { environment: registryEnvironment } = compose.services.registry;

    // Ports and folders are other ones here; all else is as it is written.
    const port = await freePort();
    const endpoints: string = registryEnvironment.REGISTRY_NOTIFICATIONS_ENDPOINTS;
    const registry = await startRegistry({
      deletion: false,
      env: {
        ...registryEnvironment,
        REGISTRY_NOTIFICATIONS_ENDPOINTS: endpoints.replace(
          'http://image-service:8080',
          `http://127.0.0.1:${port}`,
        ),
      },
    });
    const bundle = await makeBundle(folder);
    const service = await bundle.start({ ...environment, REGISTRY_URL: registry.url, PORT: String(port) });
    const headers = { authorization: `Bearer ${tokens.ACCESS_TOKEN}` };
    const images = `${service.url}/container-registry/v1/images`;
    const list = async () => imagesIn(await (await fetch(images, { headers })).json());
    await vi.waitFor(async () => expect((await fetch(`${service.url}/readyz`)).status).toBe(200), 5000);
    expect(await list()).toEqual([]);

    const source = await makeTemporaryFolder();
    await pushTo(await createLayout(source), 'one', { tags: ['v1'] });
    const copy = ['--insecure-policy', 'copy', '--quiet', '--dest-tls-verify=false'];
    await run('skopeo', [...copy, `oci:${source}:v1`, `docker://${registry.host}/team/app:v1`]);
    const listed = await vi.waitFor(async () => {
      const found = await list();
      expect(found).toMatchObject([{ name: 'local/team/app', tags: ['v1'] }]);
      return found;
    }, 5000);

    await fetch(`${images}/${listed[0]?.id}`, { method: 'DELETE', headers });
    await vi.waitFor(async () => expect(await list()).toEqual([]), 5000);
    expect(await service.stop()).toBe(0);
  });
});

/** What Compose does with `${NAME}` and `${NAME:?…}`. */
function interpolate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{(\w+)(?::\?[^}]*)?\}/g, (_, name: string) => values[name] ?? '');
}
