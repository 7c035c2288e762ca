import { describe, expect, it } from 'vitest';

import { createClientOf, createScriptedService } from '../test/scripted-service.ts';
import { createVirtualClock } from '../test/test-clock.ts';
import type { OperationState } from './index.ts';

describe('operations.resume', () => {
  it('goes on waiting where another process stopped', async () => {
    const first = createScriptedService(() => Response.json({ id: 'o1', createdBy: 'me' }));
    const text = JSON.stringify(await createClientOf(first).images.delete('i1'));
    const second = createScriptedService(
      () => Response.json({ id: 'o1' }),
      () => Response.json({ id: 'o1', done: true, response: {} }),
    );
    const state: OperationState = JSON.parse(text);
    const handle = createClientOf(second, { clock: createVirtualClock() }).operations.resume(state);
    expect(handle).toMatchObject({ id: 'o1', imageId: 'i1', operation: { createdBy: 'me', done: false } });
    await handle.wait();
    expect(second.requests.map(({ url }) => url)).toEqual(
      Array(2).fill('http://registry.test/operations/o1'),
    );
  });

  it('goes on after a wait that took too long', async () => {
    const service = createScriptedService(
      () => Response.json({ id: 'o1' }),
      () => Response.json({ id: 'o1' }),
      () => Response.json({ id: 'o1', done: true }),
    );
    const client = createClientOf(service, { clock: createVirtualClock() });
    const handle = await client.images.delete('i1');
    const error: unknown = await handle.wait({ timeoutMs: 5 }).catch((thrown: unknown) => thrown);
    expect(error).toHaveProperty('code', 'OPERATION_TIMEOUT');
    const { state } = JSON.parse(JSON.stringify(error));
    await expect(client.operations.resume(state).wait()).resolves.toBeUndefined();
  });

  it('does not ask about what is done, and needs no more than two ids', async () => {
    const { operations } = createClientOf(createScriptedService());
    await expect(
      operations.resume({ imageId: 'i', operation: { done: true } }).wait(),
    ).resolves.toBeUndefined();
    expect(operations.resume({ imageId: 'i', operation: { id: 'o' } }).operation).toMatchObject({
      id: 'o',
      done: false,
    });
    const failed = operations.resume({ imageId: 'i', operation: { done: true, error: { code: 9 } } });
    await expect(failed.wait()).rejects.toMatchObject({ code: 'OPERATION_FAILED' });
  });

  it.each([
    [{ imageId: '..', operation: { id: 'o' } }, 'state.imageId'],
    [{ imageId: 'i', operation: {} }, 'state.operation.id'],
    [{ imageId: 'i', operation: { id: '../o' } }, 'state.operation.id'],
    [{ imageId: 'i', operation: JSON.parse('[]') }, 'state.operation'],
    [{ imageId: 'i', operation: JSON.parse('{"done":"yes"}') }, 'state.operation'],
    [JSON.parse('{}'), 'state.imageId'],
  ])('refuses %j', (state: OperationState, argument) => {
    const { operations } = createClientOf(createScriptedService());
    expect(() => operations.resume(state)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', argument }),
    );
  });
});
