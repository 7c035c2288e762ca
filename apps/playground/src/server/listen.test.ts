import { describe, expect, it } from 'vitest';

import { listen, PortForbiddenError, portError, PortTakenError, type Listening } from './listen.ts';

const answer = (): Response => new Response('hello');

function portOf({ url }: Listening): number {
  return Number(new URL(url).port);
}

describe('listen', () => {
  it('answers requests until it is disposed of', async () => {
    const server = await listen(answer, { port: 0, orNext: false });
    expect(await (await fetch(server.url)).text()).toBe('hello');
    await server[Symbol.asyncDispose]();
    await expect(fetch(server.url)).rejects.toThrow(TypeError);
  });

  it('says which port is taken where that very port was asked for', async () => {
    await using first = await listen(answer, { port: 0, orNext: false });
    const second = listen(answer, { port: portOf(first), orNext: false });
    await expect(second).rejects.toThrow(new PortTakenError(portOf(first), portOf(first)));
  });

  it('takes one of the next ports where that is allowed', async () => {
    await using first = await listen(answer, { port: 0, orNext: false });
    await using second = await listen(answer, { port: portOf(first), orNext: true });
    expect(portOf(second)).toBeGreaterThan(portOf(first));
  });

  it('ends connections that are still open', async () => {
    const server = await listen(
      () => new Response(new ReadableStream({ start: (stream) => stream.enqueue('…') })),
      {
        port: 0,
        orNext: false,
      },
    );
    const response = await fetch(server.url);
    await server[Symbol.asyncDispose]();
    await expect(response.text()).rejects.toThrow(TypeError);
  });
});

/** What the system answers to a server that wants a port. */
function refused(code: string): Error {
  return Object.assign(new Error(code), { code });
}

describe('portError', () => {
  it('names the port, or all that were tried', () => {
    expect(portError(refused('EADDRINUSE'), 4100, 4100)).toMatchObject({
      message: 'Port 4100 is taken. Choose another with PORT, or end the program that has it.',
    });
    expect(portError(refused('EADDRINUSE'), 4100, 4120)).toMatchObject({
      message:
        'Ports 4100 to 4120 are taken. Choose another with PORT, or end a program that has one of them.',
    });
  });

  it('says so where a port is not for this user', () => {
    const error = portError(refused('EACCES'), 80, 80);
    expect(error).toBeInstanceOf(PortForbiddenError);
    expect(error).toMatchObject({ message: expect.stringContaining('port 80') });
  });

  it('keeps any other error as it is', () => {
    const error = refused('EADDRNOTAVAIL');
    expect(portError(error, 80, 80)).toBe(error);
  });
});
