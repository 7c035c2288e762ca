import { makeTemporaryFolder } from '@registry-images/testing';

import { createImageStore } from '../src/store/create-image-store.ts';
import { openDatabase } from '../src/store/database.ts';
import { describeImageStore } from './image-store-contract.ts';

describeImageStore(
  'in memory',
  async () => {
    const database = openDatabase(':memory:');
    return {
      store: createImageStore({ database }),
      reopen() {},
      [Symbol.asyncDispose]: async () => database.close(),
    };
  },
  { numRuns: 40 },
);

describeImageStore(
  'in a file',
  async () => {
    const path = `${await makeTemporaryFolder()}/index.db`;
    let database = openDatabase(path);
    let store = createImageStore({ database });
    return {
      get store() {
        return store;
      },
      reopen() {
        database.close();
        database = openDatabase(path);
        store = createImageStore({ database });
      },
      [Symbol.asyncDispose]: async () => database.close(),
    };
  },
  { numRuns: 5 },
);
