import { describe, expect, it } from 'vitest';

import { makeRecordedStore } from '../../test/recorded-store.ts';
import { digestOfText, manifest, stateOf } from '../../test/store-state.ts';
import type { OrderField, OrderTerm } from '../service/order-by.ts';
import { digestKeyLength } from './digest-key.ts';
import type { PageQuery } from './image-store.ts';

const fields: readonly OrderField[] = ['name', 'digest', 'created_at', 'last_modified'];

/** Every order that there is: each choice of fields in each sequence and in all directions. */
function* allOrders(left = fields, chosen: readonly OrderTerm[] = []): Generator<readonly OrderTerm[]> {
  yield chosen;
  for (const field of left) {
    const rest = left.filter((other) => other !== field);
    for (const descending of [false, true]) yield* allOrders(rest, [...chosen, { field, descending }]);
  }
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
    const { store, database, statements } = makeRecordedStore();
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

  it('begins at the place where all directions are one', () => {
    const { store, database, statements } = makeRecordedStore();
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
