import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

import { createLayout, deleteImage, openLayout, pushImage, readGraph, tagOf } from '../src/index.ts';
import { sampleImage } from './sample-image.ts';

const script = fileURLToPath(new URL('writer-process.ts', import.meta.url));

function startWriter(...args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

describe('a layout that several processes write', () => {
  it('keeps what each of them wrote', { timeout: 60_000 }, async () => {
    const layout = await createLayout(await makeTemporaryFolder());
    const old = await pushImage(layout, { ...sampleImage('base', 'old'), tags: ['old'] });
    const writers = ['a', 'b', 'c'].map((prefix) => startWriter(layout.folder, 'tag', prefix, '10'));
    const exits = writers.map((writer) => once(writer, 'exit'));
    await deleteImage(layout, old.digest);
    expect(await Promise.all(exits)).toEqual([
      [0, null],
      [0, null],
      [0, null],
    ]);

    const graph = await readGraph(layout);
    const tags = new Set(graph.entries.map(({ descriptor }) => tagOf(descriptor)));
    const expected = ['a', 'b', 'c'].flatMap((prefix) =>
      Array.from({ length: 10 }, (_, n) => `${prefix}-${n}`),
    );
    expect(graph.entries).toHaveLength(30);
    expect(tags).toEqual(new Set(expected));
    expect([...graph.nodes.values()].map(({ content }) => content.kind)).toEqual([
      'manifest',
      'manifest',
      'manifest',
    ]);
    expect((await readdir(layout.folder)).toSorted()).toEqual(['blobs', 'index.json', 'oci-layout']);
  });

  it('can be written again after a writer was killed', { timeout: 60_000 }, async () => {
    const { folder } = await createLayout(await makeTemporaryFolder());
    const writer = startWriter(folder, 'hold');
    const { stdout } = writer;
    if (!stdout) throw new Error('The output of the writer is piped.');
    await once(stdout, 'data');
    const layout = await openLayout(folder, { lock: { staleAfterMs: 300, timeoutMs: 20_000 } });

    const exit = once(writer, 'exit');
    writer.kill('SIGKILL');
    await exit;
    await pushImage(layout, { ...sampleImage('base'), tags: ['v1'] });
    expect(await layout.readIndex()).toHaveLength(1);
  });

  it('can not be written while another writer lives', { timeout: 60_000 }, async () => {
    const { folder } = await createLayout(await makeTemporaryFolder());
    const writer = startWriter(folder, 'hold');
    const { stdout, stdin } = writer;
    if (!stdout || !stdin) throw new Error('Input and output of the writer are piped.');
    await once(stdout, 'data');
    const impatient = await openLayout(folder, { lock: { timeoutMs: 200 } });
    const refused = pushImage(impatient, { ...sampleImage('base'), tags: ['v1'] });
    await expect(refused).rejects.toThrow(expect.objectContaining({ code: 'LOCKED' }));

    const exit = once(writer, 'exit');
    stdin.end();
    expect(await exit).toEqual([0, null]);
    await pushImage(impatient, { ...sampleImage('base'), tags: ['v1'] });
    expect(await impatient.readIndex()).toHaveLength(1);
  });
});
