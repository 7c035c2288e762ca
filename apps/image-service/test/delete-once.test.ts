import { describe, expect, it } from 'vitest';

import { makeMultiArch } from './multi-arch.ts';

describe('deleteImage, asked more than once,', () => {
  it('answers with one operation however many ask at once, and to the key when it has ended', async () => {
    const { accept, operations, registry, index, audit } = await makeMultiArch();
    const asked = [1, 2, 3, 4].map((number) => accept(index, { idempotencyKey: `k${number}` }));
    const ids = new Set((await Promise.all(asked)).map(({ id }) => id));
    expect(ids.size).toBe(1);
    await operations.drain();
    expect(registry.deleted).toEqual([index]);
    expect(audit.map(({ outcome }) => outcome)).toEqual([...Array(4).fill('accepted'), 'done']);
    expect(new Set(audit.map(({ operationId }) => operationId))).toEqual(ids);
    await expect(accept(index)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await accept(index, { idempotencyKey: 'k1' })).toMatchObject({ done: true, response: {} });
  });

  it('refuses a key for another image or other options, and other options while one is under way', async () => {
    const { accept, operations, registry, index, amd64 } = await makeMultiArch();
    const { promise, resolve } = Promise.withResolvers<void>();
    registry.onDelete = () => promise;
    await accept(index, { idempotencyKey: 'k1' });
    const refused = { code: 'INVALID_ARGUMENT' };
    await expect(accept(amd64, { idempotencyKey: 'k1' })).rejects.toMatchObject(refused);
    const options = { deleteReferrers: true };
    await expect(accept(index, { idempotencyKey: 'k1', ...options })).rejects.toMatchObject(refused);
    await expect(accept(index, options)).rejects.toMatchObject({ code: 'ABORTED' });
    resolve();
    await operations.drain();
  });
});
