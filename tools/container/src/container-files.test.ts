import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { DCLinter } from 'dclint';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string): Promise<string> => readFile(`${root}/${path}`, 'utf8');

describe('Dockerfile', () => {
  it('can be read by Docker, as far as that can be told without it', async () => {
    expect(validate(await read('Dockerfile'))).toEqual([]);
  });

  it('runs the apps as a user without rights, from their one file', async () => {
    const stages = (await read('Dockerfile')).split(/^FROM /m);
    const stage = (name: string) => stages.find((text) => text.split('\n')[0]?.endsWith(` AS ${name}`));
    expect(stage('app')).toMatch(/^USER node$/m);
    for (const app of ['image-service', 'slackbot']) {
      expect(stage(app)).toMatch(new RegExp(`^app AS ${app}$`, 'm'));
      expect(stage(app)).toContain(`COPY --from=build /src/apps/${app}/dist/main.mjs ./main.mjs`);
      expect(stage(app)).not.toMatch(/^USER/m);
    }
  });

  it('gives Node options that it knows', async () => {
    const entrypoints = [
      ...(await read('Dockerfile')).matchAll(/^ENTRYPOINT \["node", (.*)"main\.mjs"\]$/gm),
    ];
    expect(entrypoints).toHaveLength(2);
    for (const [, options = ''] of entrypoints) {
      const given: readonly string[] = JSON.parse(`[${options}"--eval", ""]`);
      const { stderr, status } = spawnSync(process.execPath, given, { encoding: 'utf8' });
      expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    }
  });
});

describe.each(['image-service', 'slackbot'])('compose.yaml of %s', (app) => {
  const path = `apps/${app}/compose.yaml`;

  it('follows the specification of Compose, and what its linter asks for', () => {
    const linter = new DCLinter({ rules: {}, quiet: false, debug: false, exclude: [] });
    expect(linter.lintFiles([`${root}/${path}`], false)).toMatchObject([{ messages: [] }]);
  });

  it('builds its app', async () => {
    const { services } = parse(await read(path));
    expect(services[app].build).toEqual({ context: '../..', target: app });
  });

  // Compose copies such a config into the container, which it cannot (https://github.com/docker/compose/issues/12031).
  it('gives no config to a service that is read-only but from a file', async () => {
    const { services, configs = {} } = parse(await read(path));
    const readOnly = Object.values<ComposeService>(services).filter((service) => service.read_only);
    expect(readOnly).toHaveLength(Object.keys(services).length);
    const used = readOnly.flatMap((service) => service.configs ?? []);
    const names = used.map((config) => (typeof config === 'string' ? config : config.source));
    expect(names.filter((name) => configs[name]?.file === undefined)).toEqual([]);
  });
});

interface ComposeService {
  readonly read_only?: boolean;
  readonly configs?: readonly (string | { readonly source: string })[];
}
