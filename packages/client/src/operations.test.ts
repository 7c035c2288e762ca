import { describe, expect, it } from 'vitest';

import { createClientOf, createScriptedService } from '../test/scripted-service.ts';
import { createVirtualClock } from '../test/test-clock.ts';
import { createImagesClient } from './client.ts';
import { createTokenCredential } from './credentials/token.ts';
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

  it('leaves the state alone', () => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.Help', links: null }];
    Object.freeze(details);
    const state = { imageId: 'i', operation: { id: 'o', done: true, error: { code: 9, details } } };
    const { operation } = createClientOf(createScriptedService()).operations.resume(state);
    expect(operation.error?.details).toEqual(details);
    expect(operation.error?.details).not.toBe(details);
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
    [{ imageId: 'i', operation: JSON.parse('{"done":"yes"}') }, 'state.operation.done'],
    [JSON.parse('{}'), 'state.imageId'],
    [JSON.parse('null'), 'state'],
    [JSON.parse('"o"'), 'state'],
    [JSON.parse('{"imageId":"i"}'), 'state.operation'],
  ])('refuses %j', (state: OperationState, argument) => {
    const { operations } = createClientOf(createScriptedService());
    expect(() => operations.resume(state)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', argument }),
    );
  });

  it('does not say the token that an operation which failed repeats', async () => {
    const error = { code: 7, message: 'not with Bearer hunter2', details: [{ header: 'hunter2' }] };
    const { images } = createImagesClient({
      baseUrl: 'http://registry.test',
      credential: createTokenCredential('hunter2'),
      fetch: async () => Response.json({ id: 'o', done: true, error }),
    });
    const handle = await images.delete('i1');
    await expect(handle.wait()).rejects.toMatchObject({
      serverMessage: 'not with Bearer …',
      details: [{ type: 'Other', detail: { header: '…' } }],
    });
    expect(JSON.stringify(handle)).not.toContain('hunter2');
  });

  it('says what is wrong with a state', () => {
    const { operations } = createClientOf(createScriptedService());
    const problemOf = (state: string) => () => operations.resume(JSON.parse(state));
    expect(problemOf('null')).toThrow('state must be an object; it is "null".');
    expect(problemOf('{"imageId":"i"}')).toThrow(/^state\.operation is not an object\.$/);
    expect(problemOf('{"imageId":"i","operation":{}}')).toThrow(
      /^state\.operation\.id is not an operation id\.$/,
    );
  });
});
