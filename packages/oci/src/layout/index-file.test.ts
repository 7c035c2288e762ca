import { chmod, readdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { createCountingClock } from '../../test/counting-clock.ts';
import { failing } from '../../test/failing.ts';
import { writeRawIndex, writeRawLayout } from '../../test/raw-layout.ts';
import { digestOf } from '../digest.ts';
import { emptyIndex, readIndexFile, writeIndexFile } from './index-file.ts';

const descriptor = { mediaType: 'application/x', digest: digestOf(new Uint8Array()), size: 0 };

describe('readIndexFile', () => {
  it('takes null for an empty list, as umoci writes it', async () => {
    const folder = await makeTemporaryFolder();
    await writeRawLayout(folder, { schemaVersion: 2, manifests: null });
    expect((await readIndexFile(folder, createCountingClock())).entries).toEqual([]);
  });

  it('reads again while another program is writing', async () => {
    const folder = await makeTemporaryFolder();
    const whole = JSON.stringify({ schemaVersion: 2, manifests: [descriptor] });
    await writeRawLayout(folder, whole.slice(0, 40));
    const states = ['', whole.slice(0, 60), whole];
    const clock = createCountingClock(() => writeRawIndex(folder, states.shift() ?? whole));
    expect((await readIndexFile(folder, clock)).entries).toHaveLength(1);
  });

  it('reads again while the file is being replaced', async () => {
    const folder = await makeTemporaryFolder();
    await writeRawLayout(folder, {});
    await rm(join(folder, 'index.json'));
    const clock = createCountingClock(() => writeRawIndex(folder, { manifests: [descriptor] }));
    expect((await readIndexFile(folder, clock)).entries).toHaveLength(1);
  });

  it('gives up within a tenth of a second where the file stays half-written', async () => {
    const folder = await makeTemporaryFolder();
    await writeRawLayout(folder, '{"schemaVersion":2,"manif');
    const clock = createCountingClock();
    await expect(readIndexFile(folder, clock)).rejects.toThrow(failing('MALFORMED'));
    expect(clock.waitedMs).toBeLessThan(100);
  });

  it('says where there is none', async () => {
    const folder = await makeTemporaryFolder();
    await expect(readIndexFile(folder, createCountingClock())).rejects.toThrow(failing('NOT_A_LAYOUT'));
  });

  it('refuses a path in the place of a digest, and names the entry', async () => {
    const folder = await makeTemporaryFolder();
    await writeRawLayout(folder, { manifests: [{ ...descriptor, digest: 'sha256:../../etc/passwd' }] });
    await expect(readIndexFile(folder, createCountingClock())).rejects.toThrow('index.manifests[0].digest');
  });

  it('refuses a file of 200 MiB without reading it', async () => {
    const folder = await makeTemporaryFolder();
    await writeRawLayout(folder, {});
    await truncate(join(folder, 'index.json'), 200 * 1024 * 1024);
    await expect(readIndexFile(folder, createCountingClock())).rejects.toThrow(failing('TOO_LARGE'));
  });

  it('stops waiting where it is told to', async () => {
    const folder = await makeTemporaryFolder();
    const controller = new AbortController();
    const clock = createCountingClock(async () => controller.abort(new Error('enough')));
    await expect(readIndexFile(folder, clock, controller.signal)).rejects.toThrow('enough');
  });
});

describe('writeIndexFile', () => {
  it('keeps the fields of other programs and the permissions of the file', async () => {
    const folder = await makeTemporaryFolder();
    const document = {
      schemaVersion: 2,
      manifests: [{ ...descriptor, data: 'e30=', 'x.unknown': [1, { a: null }] }],
      annotations: { a: 'b' },
      'x.unknown': { deep: [true] },
    };
    await writeRawLayout(folder, document);
    await chmod(join(folder, 'index.json'), 0o664);
    await writeIndexFile(folder, await readIndexFile(folder, createCountingClock()));
    expect(JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'))).toEqual(document);
    expect((await stat(join(folder, 'index.json'))).mode & 0o777).toBe(0o664);
  });

  it('changes nothing and leaves nothing behind where it is stopped', async () => {
    const folder = await makeTemporaryFolder();
    await writeRawLayout(folder, { manifests: [descriptor] });
    await expect(writeIndexFile(folder, emptyIndex, () => Promise.reject(new Error('stop')))).rejects.toThrow(
      'stop',
    );
    expect((await readIndexFile(folder, createCountingClock())).entries).toHaveLength(1);
    expect((await readdir(folder)).toSorted()).toEqual(['blobs', 'index.json', 'oci-layout']);
  });

  it('does not write what could not be read again', async () => {
    const folder = await makeTemporaryFolder();
    await writeRawLayout(folder, {});
    const document = { annotations: { large: 'x'.repeat(9 * 1024 * 1024) } };
    await expect(writeIndexFile(folder, { entries: [], document })).rejects.toThrow(failing('TOO_LARGE'));
  });
});
