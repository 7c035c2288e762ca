import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { createLayout } from '@registry-images/oci';
import { describeWithTools, makeTemporaryFolder, startRegistry } from '@registry-images/testing';
import { DCLinter } from 'dclint';
import { validate } from 'dockerfile-utils';
import { describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';

import { startBundle } from './bundle.ts';
import { imagesIn } from './contract.ts';
import { freePort } from './free-port.ts';
import { pushTo } from './service.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));
const read = (name: string): Promise<string> => readFile(`${folder}/${name}`, 'utf8');
const run = promisify(execFile);

describe('Dockerfile', () => {
  it('can be read by Docker, as far as that can be told without it', async () => {
    expect(validate(await read('Dockerfile'))).toEqual([]);
  });

  it('runs the service as a user without rights', async () => {
    const stages = (await read('Dockerfile')).split(/^FROM /m);
    expect(stages.at(-1)).toMatch(/^USER node$/m);
  });
});

describe('compose.yaml', () => {
  it('follows the specification of Compose, and what its linter asks for', () => {
    const linter = new DCLinter({ rules: {}, quiet: false, debug: false, exclude: [] });
    expect(linter.lintFiles([`${folder}/compose.yaml`], false)).toMatchObject([{ messages: [] }]);
  });
});

describeWithTools(['docker-registry', 'skopeo'], 'what compose.yaml runs', () => {
  it('lists a pushed image as soon as the registry has told of it, and deletes it', async () => {
    const tokens = {
      ACCESS_TOKEN: 'an-access-token-of-this-test',
      WEBHOOK_TOKEN: 'a-webhook-token-of-this-test',
    };
    const compose = parse(interpolate(await read('compose.yaml'), tokens));
    const settings = parse(compose.configs.registry.content);
    const { environment } = compose.services['image-service'];

    // Ports and folders are other ones here; all else is as it is written.
    const [port, data] = [await freePort(), await makeTemporaryFolder()];
    const [endpoint] = settings.notifications.endpoints;
    const url = endpoint.url.replace('http://image-service:8080', `http://127.0.0.1:${port}`);
    const registry = await startRegistry({
      data,
      settings: {
        storage: { ...settings.storage, filesystem: { rootdirectory: data } },
        notifications: { endpoints: [{ ...endpoint, url }] },
      },
    });
    const service = await startBundle({ ...environment, REGISTRY_URL: registry.url, PORT: String(port) });
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
