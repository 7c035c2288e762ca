import { describe, expect, it } from 'vitest';

import { ChildError, exitedEarly } from './child-error.ts';
import { startChild, type Child } from './child.ts';
import { assertHealthy } from './healthy.ts';

function start(program: string, onLine: (line: string) => void = () => undefined): Promise<Child> {
  return startChild({
    name: program,
    entry: new URL(`../../test/programs/${program}.ts`, import.meta.url),
    env: {},
    onLine,
    endWithinMs: 200,
  });
}

describe('startChild', () => {
  it('waits until the program is ready, and knows where it is', async () => {
    await using child = await start('obedient');
    expect(child.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await assertHealthy({ name: child.name, url: child.url ?? '' }, fetch);
  });

  it('asks the program to end, and waits until it has', async () => {
    const child = await start('obedient');
    await child[Symbol.asyncDispose]();
    expect(await child.exit).toMatchObject({ exitCode: 0, signal: undefined });
  });

  it('kills a program that does not end when it is asked to', async () => {
    const child = await start('stubborn');
    await child[Symbol.asyncDispose]();
    expect(await child.exit).toMatchObject({ exitCode: undefined, signal: 'SIGKILL' });
  });

  it('throws what a program wrote last when it ends before it is ready', async () => {
    const failure = await start('doomed').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ChildError);
    expect(failure).toHaveProperty('message', expect.stringContaining('ended by itself, with exit code 3'));
    expect(failure).toHaveProperty('message', expect.stringContaining('IMAGES_ROOT is not set'));
  });

  it('tells of a program that ends later', async () => {
    let pid = 0;
    const child = await start('fading', (line) => {
      pid ||= Number(/"pid":(\d+)/.exec(line)?.[1] ?? 0);
    });
    process.kill(pid, 'SIGUSR2');
    const exit = await child.exit;
    expect(exit.exitCode).toBe(4);
    expect(exitedEarly('bot', exit).message).toContain('out of luck');
  });

  it('leaves nothing running when the start is given up', async () => {
    const giveUp = new AbortController();
    const starting = startChild({
      name: 'silent',
      entry: new URL('../../test/programs/silent.ts', import.meta.url),
      env: {},
      onLine: () => giveUp.abort(),
      signal: giveUp.signal,
    });
    await expect(starting).rejects.toThrow('This operation was aborted');
  });

  it('does not start at all once it is given up', async () => {
    const starting = startChild({
      name: 'obedient',
      entry: new URL('../../test/programs/obedient.ts', import.meta.url),
      env: {},
      onLine: () => undefined,
      signal: AbortSignal.abort(),
    });
    await expect(starting).rejects.toThrow('This operation was aborted');
  });

  it('ends a program that takes too long to become ready', async () => {
    const starting = startChild({
      name: 'silent',
      entry: new URL('../../test/programs/silent.ts', import.meta.url),
      env: {},
      onLine: () => undefined,
      readyWithinMs: 1,
    });
    await expect(starting).rejects.toThrow('The silent is not ready after 1 ms.');
  });

  it('throws where the program cannot be found', async () => {
    await expect(start('missing')).rejects.toThrow(ChildError);
  });
});

describe('assertHealthy', () => {
  const program = { name: 'image service', url: 'http://127.0.0.1:1' };

  it('takes any good answer', async () => {
    await expect(assertHealthy(program, async () => new Response('ok'))).resolves.toBeUndefined();
  });

  it('throws the status of a bad answer', async () => {
    const unwell = assertHealthy(program, async () => new Response('', { status: 503 }));
    await expect(unwell).rejects.toThrow(/image service .*\/healthz answers 503/);
  });

  it('throws where there is no answer', async () => {
    const gone = assertHealthy(program, () => Promise.reject(new TypeError('fetch failed')));
    await expect(gone).rejects.toThrow(/does not answer/);
  });
});
