import { readFile } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import { parseConfig } from '../src/config/parse-config.ts';
import { makeService } from './service.ts';

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');

describe('README', () => {
  it('shows a configuration file that can be used', () => {
    const [, example = ''] = /```yaml\n(.*?)```/s.exec(readme) ?? [];
    const text = example.replace('4c5d…', 'a'.repeat(64));
    const readFileOf = (path: string): string => (path === '/config.yaml' ? text : 'a-token-of-this-test');
    const env = { CONFIG_FILE: '/config.yaml', PROD_PASSWORD: 'p' };
    const parsed = parseConfig({ env, readFile: readFileOf });
    expect(parsed).toMatchObject({ ok: true, config: { registries: [{ id: 'local' }, { id: 'prod' }] } });
  });

  it('names metrics that there are', async () => {
    const service = await makeService();
    await service.send('/healthz');
    const metrics = await (await service.fetch(new Request('http://localhost/metrics'))).text();
    const named = [...readme.matchAll(/`(image_service_\w+)`/g)].map(([, name = '']) => `# TYPE ${name} `);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !metrics.includes(name))).toEqual([]);
  });
});
