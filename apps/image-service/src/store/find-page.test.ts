import { describe, expect, it } from 'vitest';

import { digestOfText, manifest, stateOf } from '../../test/store-state.ts';
import type { OrderField, OrderTerm } from '../service/order-by.ts';
import { createImageStore } from './create-image-store.ts';
import { openDatabase, type Database } from './database.ts';
import { digestKeyLength } from './digest-key.ts';
import type { ImageStore, PageQuery } from './image-store.ts';

const fields: readonly OrderField[] = ['name', 'digest', 'created_at', 'last_modified'];

/** Every order that there is: each choice of fields in each sequence and in all directions. */
function* allOrders(left = fields, chosen: readonly OrderTerm[] = []): Generator<readonly OrderTerm[]> {
  yield chosen;
  for (const field of left) {
    const rest = left.filter((other) => other !== field);
    for (const descending of [false, true]) yield* allOrders(rest, [...chosen, { field, descending }]);
  }
}

/** A store whose statements are written down. */
function makeStore(): { store: ImageStore; database: Database; statements: Set<string> } {
  const database = openDatabase(':memory:');
  const statements = new Set<string>();
  const recording: Database = {
    ...database,
    prepare(sql) {
      statements.add(sql);
      return database.prepare(sql);
    },
  };
  return { store: createImageStore({ database: recording }), database, statements };
}

const scopes: readonly Pick<PageQuery, 'registryIds' | 'repositoryName' | 'isVisible'>[] = [
  { registryIds: ['a'] },
  { registryIds: ['a', 'b'] },
  { registryIds: ['a'], repositoryName: 'a/x' },
  { registryIds: ['a'], isVisible: (name) => name === 'a/x' },
  { registryIds: ['a'], isVisible: (name) => name !== 'a/x' },
];

/** More repositories than are read each by itself. */
const many = Array.from({ length: 150 }, (_, number) => `a/many-${number}`);

describe('findPage', () => {
  it('reads from an index, and sorts no more than what is equal in it, whatever the order and the scope', () => {
    const { store, database, statements } = makeStore();
    for (const name of ['a/x', ...many]) {
      store.putRepository(
        stateOf(name, { tags: new Map([['v1', digestOfText(name)]]), manifests: [manifest(name)] }),
      );
    }
    const after = { repository: 1, digestKey: Buffer.alloc(digestKeyLength, 7), createdMs: 1, modifiedMs: 1 };
    for (const order of allOrders()) {
      for (const scope of scopes) {
        store.page({ ...scope, order, limit: 10 });
        store.page({ ...scope, order, limit: 10, after });
      }
    }
    const pages = [...statements].filter((sql) => sql.includes('INDEXED BY'));
    expect(pages.length).toBeGreaterThan(300);
    for (const sql of pages) {
      const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
      const details = plan.map(({ detail }) => String(detail));
      expect(
        details.filter((detail) =>
          /^SCAN (?:images|repositories)(?! USING INDEX repositories_with_images)/.test(detail),
        ),
      ).toEqual([]);
      expect(details.filter((detail) => detail.endsWith('USE TEMP B-TREE FOR ORDER BY'))).toEqual([]);
    }
  });

  it('reads the few repositories that somebody may see, and nothing of the others', () => {
    const { store, database, statements } = makeStore();
    for (const name of ['a/x', 'a/y', 'a/z']) {
      const texts = ['1', '2', '3', '4', '5'].map((text) => name + text);
      const tags = new Map(texts.map((text, number) => [`v${number}`, digestOfText(text)]));
      store.putRepository(stateOf(name, { tags, manifests: texts.map((text) => manifest(text)) }));
    }
    const order = [{ field: 'created_at', descending: true } as const];
    const scope: Pick<PageQuery, 'registryIds' | 'isVisible'> = {
      registryIds: ['a'],
      isVisible: (name) => name !== 'a/y',
    };
    const first = store.page({ ...scope, order, limit: 3 });
    const rest = store.page({ ...scope, order, limit: 10, after: first.next });
    expect(new Set([...first.images, ...rest.images].map(({ name, digest }) => name + digest)).size).toBe(10);

    const pages = [...statements].filter((sql) => sql.includes('_by_created'));
    const plans = pages.map((sql) => database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
    expect(plans.map((plan) => plan.map(({ detail }) => detail))).toEqual([
      ['SEARCH images USING COVERING INDEX repository_by_created (repository=?)'],
      ...Array.from({ length: plans.length - 1 }, () => [
        expect.stringMatching(
          /^SEARCH images USING COVERING INDEX repository_by_created \(repository=\? AND /,
        ),
      ]),
    ]);
  });

  it('lists the same where somebody may see many repositories, whatever the order', () => {
    const { store } = makeStore();
    for (const name of many) {
      store.putRepository(
        stateOf(name, { tags: new Map([['v1', digestOfText(name)]]), manifests: [manifest(name)] }),
      );
    }
    for (const order of [...fields.map((field) => [{ field, descending: true }]), []]) {
      const all = store.page({ registryIds: ['a'], order, limit: 1000 }).images;
      for (const last of ['1', '[0-8]']) {
        const isVisible = (name: string): boolean => new RegExp(`${last}$`).test(name);
        const seen = store.page({ registryIds: ['a'], order, limit: 1000, isVisible }).images;
        expect(seen).toEqual(all.filter(({ name }) => isVisible(name)));
      }
    }
  });

  it('begins at the place where all directions are one', () => {
    const { store, database, statements } = makeStore();
    store.putRepository(stateOf('a/x', { tags: new Map([['v1', digestOfText('x')]]) }));
    const after = { repository: 1, digestKey: Buffer.alloc(digestKeyLength, 7), createdMs: 1, modifiedMs: 1 };
    const order = [{ field: 'created_at', descending: true } as const];
    store.page({ registryIds: ['a'], order, limit: 10, after });
    const sql = [...statements].find((text) => text.includes('registry_by_created')) ?? '';
    const [plan] = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
    expect(plan?.['detail']).toBe(
      'SEARCH images USING COVERING INDEX registry_by_created (registry=? AND (created_ms,name,digest)<(?,?,?))',
    );
  });
});
