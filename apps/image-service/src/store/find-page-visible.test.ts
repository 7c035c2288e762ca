import { describe, expect, it } from 'vitest';

import { makeRecordedStore } from '../../test/recorded-store.ts';
import { digestOfText, manifest, stateOf } from '../../test/store-state.ts';
import type { OrderField } from '../service/order-by.ts';
import type { ImageStore, PagePlace, PageQuery, StoredImage } from './image-store.ts';

const fields: readonly OrderField[] = ['name', 'digest', 'created_at', 'last_modified'];

/** More repositories than are read each by itself. */
const many = Array.from({ length: 150 }, (_, number) => `a/many-${number}`);

/** Two images in each of many repositories, and the given number in each of two that come before and after all of these. */
function fill(store: ImageStore, hidden: number): void {
  const put = (name: string, count: number, seenMs: number): void => {
    const texts = Array.from({ length: count }, (_, number) => `${name} ${number}`);
    const tags = new Map(texts.map((text, number) => [`v${number}`, digestOfText(text)]));
    const manifests = texts.map((text) => manifest(text));
    store.putRepository(stateOf(name, { tags, manifests, seenMs }));
  };
  put('a/early', hidden, 1);
  for (const [number, name] of many.entries()) put(name, 2, 100 + (number % 5));
  put('a/zz-late', hidden, 1000);
  put('b/many-0', 2, 102);
}

const isOneOfMany = (name: string): boolean => name.includes('many');

/** All pages, one after the other. */
function walk(store: ImageStore, query: Omit<PageQuery, 'after'>): StoredImage[] {
  const images: StoredImage[] = [];
  let after: PagePlace | undefined;
  do {
    const page = store.page({ ...query, after });
    images.push(...page.images);
    after = page.next;
  } while (after);
  return images;
}

/** How many rows come out of statements for a page of 10, upward and downward. */
function rowsOfPages(hidden: number): number[] {
  const { store, rows, statements, plan } = makeRecordedStore();
  fill(store, hidden);
  return [false, true].map((descending) => {
    const before = rows();
    const order = [{ field: 'created_at', descending } as const];
    const page = store.page({ registryIds: ['a'], order, limit: 10, isVisible: isOneOfMany });
    expect(page.images).toHaveLength(10);
    const nearest = [...statements].filter((sql) => sql.includes('wanted') && sql.includes('INDEXED BY'));
    expect(nearest).not.toEqual([]);
    const steps = nearest.flatMap(plan).filter((step) => step.includes('images'));
    expect(new Set(steps)).toEqual(
      new Set(['SEARCH images USING COVERING INDEX repository_by_created (repository=?)']),
    );
    return rows() - before;
  });
}

describe('findPage for somebody who does not see everything', () => {
  it('reads the few repositories that somebody may see, and nothing of the others', () => {
    const { store, database, statements } = makeRecordedStore();
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
    const { store } = makeRecordedStore();
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

  it.each(fields.flatMap((field) => [false, true].map((descending) => ({ field, descending }))))(
    'has the same order where much that they may not see is in between: %j',
    (term) => {
      const { store } = makeRecordedStore();
      fill(store, 300);
      const registryIds = ['a', 'b'];
      for (const second of fields.filter((field) => field !== term.field)) {
        const order = [term, { field: second, descending: false }];
        const all = store.page({ registryIds, order, limit: 1000 }).images;
        const seen = walk(store, { registryIds, order, limit: 40, isVisible: isOneOfMany });
        expect(seen).toEqual(all.filter(({ name }) => isOneOfMany(name)));
      }
    },
  );

  it('reads no more rows where there is more that they may not see', () => {
    const [few, more] = [rowsOfPages(300), rowsOfPages(900)];
    expect(more).toEqual(few);
    expect(Math.max(...few)).toBeLessThan(500);
  });
});
