import { describe, expect, it } from 'vitest';

import { parseConfig, parseDatabase, type ParsedConfig, type ParsedDatabase } from './parse-config.ts';

const hash = 'a'.repeat(64);
const local = 'registries: [{ id: local, layouts: { root: /srv } }]\n';

function surroundings(yaml: string, more: Readonly<Record<string, string>>) {
  return { env: { CONFIG_FILE: '/etc/service/config.yaml', ...more }, readFile: () => yaml };
}

function parse(yaml: string, more: Readonly<Record<string, string>> = {}): ParsedConfig {
  return parseConfig(surroundings(yaml, more));
}

function findDatabase(more: Readonly<Record<string, string>>, yaml = ''): ParsedDatabase {
  return parseDatabase(surroundings(yaml, more));
}

describe('parseConfig', () => {
  it('says what of the file the environment goes before', () => {
    const parsed = parse(`${local}listen: { host: 127.0.0.1, port: 80 }\ndatabase: index.db`, {
      HOST: '127.0.0.1',
      PORT: '8080',
      DATABASE: '/data/index.db',
    });
    expect(parsed.ok && parsed.overridden).toEqual([
      'PORT is 8080, as the environment says, and not 80, as CONFIG_FILE does.',
      'DATABASE is /data/index.db, as the environment says, and not /etc/service/index.db, as CONFIG_FILE does.',
    ]);
  });

  it('says which patterns are aliases to YAML without quotes, with all else that is wrong', () => {
    const parsed = parse(`
registries:
  - id: a
    layouts: { root: /a }
    protectedTags: [latest, *-prod]
    quota: 1
tokens:
  - { name: ci, sha256: ${hash}, role: reader, repositories: [**] }
`);
    expect(parsed.ok ? [] : parsed.problems).toEqual([
      "registries[0].protectedTags[1] (line 5) is an alias of nothing to YAML: put what begins with * between quotes: '*-prod'.",
      "tokens[0].repositories[0] (line 8) is an alias of nothing to YAML: put what begins with * between quotes: '**'.",
      expect.stringContaining('registries[0].quota (line 6)'),
    ]);
  });

  it('takes aliases of what is in the file', () => {
    const yaml =
      'registries: [{ id: a, layouts: { root: /a }, protectedTags: &t [v1] }, { id: b, layouts: { root: /b }, protectedTags: *t }]';
    const parsed = parse(yaml);
    expect(parsed.ok && parsed.config.registries.map((registry) => registry.protectedTags)).toEqual([
      ['v1'],
      ['v1'],
    ]);
  });
});

describe('parseDatabase', () => {
  it('finds it in the environment, or in a file whatever else is wrong', () => {
    expect(findDatabase({ CONFIG_FILE: '', DATABASE: '/a.db' })).toEqual({ ok: true, database: '/a.db' });
    expect(findDatabase({ DATABASE: '/a.db' }, 'database: b.db')).toEqual({ ok: true, database: '/a.db' });
    expect(findDatabase({}, 'database: b.db')).toEqual({ ok: true, database: '/etc/service/b.db' });
  });

  it.each(['', 'database: ":memory:"', 'database: ['])('says that there is none in %j', (yaml) => {
    expect(findDatabase({}, yaml)).toMatchObject({
      ok: false,
      problems: [expect.stringContaining('Set DATABASE')],
    });
  });
});
