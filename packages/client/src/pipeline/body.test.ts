import { describe, expect, it } from 'vitest';

import { readText } from './body.ts';

const responseOf = (...chunks: Uint8Array<ArrayBuffer>[]): Response =>
  new Response(ReadableStream.from(chunks));

describe('readText', () => {
  it('reads nothing, no body and several pieces', async () => {
    await expect(readText(new Response(null), 10)).resolves.toBe('');
    await expect(readText(new Response(''), 10)).resolves.toBe('');
    await expect(readText(responseOf(Buffer.from('ab'), Buffer.from('c')), 10)).resolves.toBe('abc');
  });

  it('joins a character that two pieces share', async () => {
    const bytes = new TextEncoder().encode('é');
    await expect(readText(responseOf(bytes.slice(0, 1), bytes.slice(1)), 10)).resolves.toBe('é');
  });

  it('takes as many bytes as it may and not one more', async () => {
    await expect(readText(new Response('x'.repeat(10)), 10)).resolves.toHaveLength(10);
    await expect(readText(new Response('x'.repeat(11)), 10)).resolves.toBeUndefined();
  });

  it('stops a stream that does not end', async () => {
    let cancelled = false;
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1000)),
      cancel: () => {
        cancelled = true;
      },
    });
    await expect(readText(new Response(endless), 10_000)).resolves.toBeUndefined();
    expect(cancelled).toBe(true);
  });

  it('throws what the stream throws', async () => {
    const cut = new ReadableStream({
      pull: (controller) => {
        controller.error(new Error('terminated'));
      },
    });
    await expect(readText(new Response(cut), 10)).rejects.toThrow('terminated');
  });
});
