import { readFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';

import { makeTemporaryFolder } from '@registry-images/testing';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';

import type { AuditEntry } from '../src/audit/audit-log.ts';
import { createAuditLog, readAuditLog } from '../src/audit/sqlite-audit-log.ts';
import { parseConfig } from '../src/config/parse-config.ts';
import { createImageStore } from '../src/store/create-image-store.ts';
import { openDatabase } from '../src/store/database.ts';
import { imageId } from '../src/store/image-id.ts';
import { makeService } from './service.ts';
import { digestOfText, manifest, stateOf } from './store-state.ts';

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');

const entryOf = (atMs: number): AuditEntry => ({
  atMs,
  action: 'images.delete',
  outcome: 'refused',
  caller: 'ci',
  imageId: 'img1',
});

describe('README', () => {
  it('shows a configuration file that can be used', () => {
    const [, example = ''] = /```yaml\n(.*?)```/s.exec(readme) ?? [];
    const text = example.replace('4c5d…', 'a'.repeat(64));
    const readFileOf = (path: string): string => (path === '/config.yaml' ? text : 'a-token-of-this-test');
    const env = { CONFIG_FILE: '/config.yaml', PROD_PASSWORD: 'p' };
    const parsed = parseConfig({ env, readFile: readFileOf });
    expect(parsed).toMatchObject({ ok: true, config: { registries: [{ id: 'local' }, { id: 'prod' }] } });
  });

  it('shows how to take old entries out of the audit log, and no others', async () => {
    const path = `${await makeTemporaryFolder()}/index.db`;
    const logger = pino({ level: 'silent' });
    {
      using database = openDatabase(path);
      const audit = createAuditLog({ database, logger });
      for (const at of ['2025-12-31', '2026-01-01']) audit.record(entryOf(Date.parse(at)));
    }
    const [, sql = ''] = /```sql\n(.*?)```/s.exec(readme) ?? [];
    {
      using database = new DatabaseSync(path);
      database.exec(sql);
    }
    using database = openDatabase(path);
    expect([...readAuditLog(database)]).toEqual([expect.stringContaining('"at":"2026-01-01')]);
    expect(() => database.exec('DELETE FROM audit')).toThrow('audit log');
  });

  it('shows how to list what was not pulled for long', () => {
    using database = openDatabase(':memory:');
    const store = createImageStore({ database });
    const texts = ['never', 'long ago', 'today'];
    const tags = new Map(texts.map((text) => [text.replace(' ', '-'), digestOfText(text)]));
    store.putRepository(stateOf('local/app', { tags, manifests: texts.map((text) => manifest(text)) }));
    store.pulled('local/app', digestOfText('long ago'), Date.parse('2025-01-02'));
    store.pulled('local/app', digestOfText('today'), Date.now());
    const [, sql = ''] = /sqlite3 -readonly index.db "(.*?)"\n/s.exec(readme) ?? [];
    const id = imageId('local/app', digestOfText('long ago'));
    expect(database.prepare(sql).all()).toMatchObject([
      { tags: '["never"]', pulled: null },
      { id, name: 'local/app', tags: '["long-ago"]', pulled: '2025-01-02 00:00:00' },
    ]);
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
