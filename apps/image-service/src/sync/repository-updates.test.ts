import type { Digest } from '@registry-images/model';
import { systemClock } from '@registry-images/oci';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';

import { digestOfText, manifest, stateOf } from '../../test/store-state.ts';
import type { Repository } from '../source/repository.ts';
import { createImageStore } from '../store/create-image-store.ts';
import { openDatabase } from '../store/database.ts';
import type { ImageStore, KnownRepository, RepositoryState } from '../store/image-store.ts';
import { createRepositoryUpdates } from './repository-updates.ts';
import { createSyncCounters } from './sync-counters.ts';

const [one, two] = [digestOfText('one'), digestOfText('two')] as const;

/** Updates of a repository of a registry, with the image `one`, tagged, and `two`. */
function makeUpdates(
  read: (known: KnownRepository) => RepositoryState | undefined,
  change: (store: ImageStore) => Partial<ImageStore> = () => ({}),
) {
  const database = openDatabase(':memory:');
  onTestFinished(() => database.close());
  const store = createImageStore({ database });
  const manifests = [manifest('one'), manifest('two')];
  store.putRepository(stateOf('local/app', { tags: new Map([['v1', one]]), manifests }));
  const logs: string[] = [];
  const update = createRepositoryUpdates({
    source: { kind: 'distribution' },
    store: { ...store, ...change(store) },
    logger: pino({}, { write: (line) => void logs.push(line) }),
    clock: systemClock,
    counters: createSyncCounters(),
    signal: new AbortController().signal,
  });
  const repository: Repository = {
    name: 'local/app',
    read: (known) => Promise.resolve(read(known)),
    stamp: () => Promise.resolve(undefined),
    delete: () => Promise.reject(new Error('Nobody deletes it.')),
  };
  return {
    logs,
    known: () => store.known('local/app'),
    update: (deleted?: readonly Digest[]) =>
      update({ repository, isUrgent: false, ...(deleted && { deleted: new Set(deleted) }) }),
  };
}

describe('createRepositoryUpdates', () => {
  it('takes no image out that it could not remember to ask for again', async () => {
    let isBusy = true;
    const { update, known } = makeUpdates(
      ({ manifests }) =>
        stateOf('local/app', {
          tags: new Map([['v1', one]]),
          gone: new Set(manifests.has(two) ? [two] : []),
        }),
      (store) => ({
        forget(...given) {
          if (isBusy) throw new Error('database is locked');
          store.forget(...given);
        },
      }),
    );
    await expect(update()).rejects.toThrow('locked');
    expect(known()).toMatchObject({ manifests: new Set([one, two]), forgotten: [] });
    isBusy = false;
    await update();
    expect(known()).toMatchObject({ manifests: new Set([one]), forgotten: [two] });
  });

  it('neither warns of a repository that somebody has deleted to the last image, nor asks for it again', async () => {
    const { update, known, logs } = makeUpdates(() => undefined);
    await update([one, two]);
    expect(known()).toMatchObject({ manifests: new Set(), forgotten: [] });
    expect(logs).toEqual([]);
  });

  it('warns of a repository that has gone otherwise, and asks for its images again', async () => {
    const { update, known, logs } = makeUpdates(() => undefined);
    await update([one]);
    expect(known()).toMatchObject({ manifests: new Set(), forgotten: [two] });
    expect(logs.map((line): unknown => JSON.parse(line))).toEqual([
      expect.objectContaining({ level: 40, name: 'local/app', images: 1 }),
    ]);
  });
});
