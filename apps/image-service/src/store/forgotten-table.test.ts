import { describe, expect, it } from 'vitest';

import { digestOfText, manifest, stateOf } from '../../test/store-state.ts';
import { createImageStore } from './create-image-store.ts';
import { openDatabase } from './database.ts';

const name = 'a/app';
const day = 24 * 60 * 60_000;

describe('createForgottenTable', () => {
  it('has what went last in front, until that is back, or thirty days are over', () => {
    using database = openDatabase(':memory:');
    const store = createImageStore({ database });
    store.forget(name, [digestOfText('never there')], 0);
    store.putRepository(
      stateOf(name, { tags: new Map([['latest', digestOfText('x')]]), manifests: [manifest('x')] }),
    );
    store.forget(name, [digestOfText('old')], 0);
    store.forget(name, [digestOfText('x'), digestOfText('new')], 2 * day);
    expect(store.known(name).forgotten).toEqual([digestOfText('new'), digestOfText('old')]);

    store.removeRepository(name);
    store.setSwept('a', 31 * day);
    expect(new Set(store.known(name).forgotten)).toEqual(new Set([digestOfText('new'), digestOfText('x')]));
    store.setSwept('a', 33 * day);
    expect(store.known(name).forgotten).toEqual([]);
  });
});
