import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it, vi } from 'vitest';

import { makeService, registryConfig, registrySource } from './service.ts';

/** A registry that nobody answers for. */
const nowhere = registrySource('http://127.0.0.1:1');

describe('readyz', () => {
  it('is not ready before every registry was read whole, and says how many are missing', async () => {
    const service = await makeService({
      registries: [
        registryConfig({ id: 'here', root: await makeTemporaryFolder() }),
        registryConfig({ id: 'nowhere', source: nowhere }),
      ],
    });
    await vi.waitFor(() => expect(service.sync.isReady('here')).toBe(true));
    const { status, body } = await service.send('/readyz');
    expect([status, body]).toEqual([
      503,
      { status: 'not ready', reasons: ['1 of 2 registries not read whole yet.'] },
    ]);
    expect((await service.send('/healthz')).status).toBe(200);
  });

  it('is ready once they were, and needs no token', async () => {
    const service = await makeService({ isStarted: true, accessToken: 'a-token-of-this-test' });
    await vi.waitFor(() => expect(service.sync.isReady('local')).toBe(true));
    const { status, body } = await service.send('/readyz');
    expect([status, body]).toEqual([200, { status: 'ready' }]);
  });

  it('is ready at once where an earlier run has read everything', async () => {
    const database = `${await makeTemporaryFolder()}/index.db`;
    const first = await makeService({ isStarted: true, database });
    await vi.waitFor(() => expect(first.sync.isReady('local')).toBe(true));
    await first.stop();
    const second = await makeService({ database });
    expect((await second.send('/readyz')).status).toBe(200);
  });
});
