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

  // Compose copies such a config into the container, which it cannot (https://github.com/docker/compose/issues/12031).
  it('gives no config to a service that is read-only but from a file', async () => {
    const { services, configs = {} } = parse(await read('compose.yaml'));
    const readOnly = Object.values<ComposeService>(services).filter((service) => service.read_only);
    expect(readOnly).toHaveLength(2);
    const used = readOnly.flatMap((service) => service.configs ?? []);
    const names = used.map((config) => (typeof config === 'string' ? config : config.source));
    expect(names.filter((name) => configs[name]?.file === undefined)).toEqual([]);
  });
});

interface ComposeService {
  readonly read_only?: boolean;
  readonly configs?: readonly (string | { readonly source: string })[];
}

describeWithTools(['docker-registry', 'skopeo'], 'what compose.yaml runs', () => {
  it('lists a pushed image as soon as the registry has told of it, and deletes it', async () => {
    const tokens = {
      ACCESS_TOKEN: 'an-access-token-of-this-test',
      WEBHOOK_TOKEN: 'a-webhook-token-of-this-test',
    };
    const compose = parse(interpolate(await read('compose.yaml'), tokens));
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
