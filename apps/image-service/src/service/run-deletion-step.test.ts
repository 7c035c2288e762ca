import { pino } from 'pino';
import { describe, expect, it } from 'vitest';

import { createManualSync, createMemoryRegistry } from '../../test/memory-registry.ts';
import type { Deletion, DeletionStep } from '../operations/deletion.ts';
import { createImageStore } from '../store/create-image-store.ts';
import { openDatabase } from '../store/database.ts';
import { imageId } from '../store/image-id.ts';
import type { Sync } from '../sync/sync.ts';
import { createStepRunner } from './run-deletion-step.ts';

const step: DeletionStep = {
  digest: `sha256:${'a'.repeat(64)}`,
  role: 'image',
  tags: ['v1'],
  modifiedMs: 0,
  outcome: undefined,
};
const deletion: Deletion = {
  id: 'op1',
  description: 'Delete image',
  caller: 'ci',
  address: undefined,
  requestId: undefined,
  imageId: 'img1',
  repository: 'local/app',
  options: { deleteReferrers: false, deleteOrphanedChildren: false },
  steps: [step],
  createdMs: 0,
  modifiedMs: 0,
  endedMs: undefined,
  error: undefined,
};

/** Does the step over a registry with this id, of which looking at it again takes as long as `refresh` says. */
async function run(registryId: string, refresh: Sync['refresh'], signal = new AbortController().signal) {
  using database = openDatabase(':memory:');
  const runStep = createStepRunner({
    store: createImageStore({ database }),
    sync: { refresh },
    sources: [createMemoryRegistry(registryId)],
    protectedTags: new Map(),
    logger: pino({ level: 'silent' }),
  });
  return await runStep(deletion, step, signal);
}

const untilAborted: Sync['refresh'] = (_name, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });

describe('createStepRunner', () => {
  it('ends with the reason of the signal when the service stops', async () => {
    const stopping = new AbortController();
    const running = run('local', untilAborted, stopping.signal);
    stopping.abort('stop');
    await expect(running).rejects.toBe('stop');
    await expect(run('local', untilAborted, AbortSignal.abort('stop'))).rejects.toBe('stop');
  });

  it('says that a registry is not configured any more', async () => {
    await expect(run('other', async () => {})).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
      message: 'The registry of local/app is not configured any more.',
    });
  });

  it('looks at the repository for as long as that takes', async () => {
    const { signal } = new AbortController();
    const given: AbortSignal[] = [];
    await run('local', async (_name, one) => void given.push(one), signal);
    expect(given).toEqual([signal]);
  });

  it.each([
    ['deletes what it was to delete', 0, 'deleted'],
    ['leaves an image that was pushed again since', 1, 'ABORTED'],
  ])('%s', async (_, laterMs, expected) => {
    using database = openDatabase(':memory:');
    const store = createImageStore({ database });
    const registry = createMemoryRegistry();
    const digest = registry.put('app', { text: 'image', tags: ['v1'] });
    const sync = createManualSync(store, registry);
    const runStep = createStepRunner({
      store,
      sync,
      sources: [registry],
      protectedTags: new Map(),
      logger: pino({ level: 'silent' }),
    });
    const { signal } = new AbortController();
    await sync.refresh('local/app', signal);
    const seenMs = store.get(imageId('local/app', digest))?.modifiedMs ?? 0;
    const known = { ...step, digest, modifiedMs: seenMs - laterMs };
    const ended = runStep({ ...deletion, steps: [known] }, known, signal).catch(({ code }) => code);
    expect(await ended).toBe(expected);
    expect(registry.deleted).toHaveLength(expected === 'deleted' ? 1 : 0);
  });

  it('has nothing to do for an image that has gone', async () => {
    await expect(run('local', async () => {})).resolves.toBe('gone');
  });
});
