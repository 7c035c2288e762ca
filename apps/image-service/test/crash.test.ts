import { execFile } from 'node:child_process';
import { join } from 'node:path';

import type { Digest } from '@registry-images/model';
import {
  createLayout,
  createRegistry,
  digestOf,
  mediaTypes,
  openLayout,
  pushIndex,
  putImage,
  readGraph,
  referrersTagOf,
  type Descriptor,
  type ImageLayout,
} from '@registry-images/oci';
import { describeWithTools, makeTemporaryFolder, startRegistry } from '@registry-images/testing';
import pMap from 'p-map';
import { expect, it } from 'vitest';

import { readAuditLog } from '../src/audit/sqlite-audit-log.ts';
import type { SourceConfig } from '../src/config/config.ts';
import { openDatabase } from '../src/store/database.ts';
import { imageId } from '../src/store/image-id.ts';
import type { DeleteAndDie } from './programs/delete-and-die.ts';
import { pullWhole } from './pull-whole.ts';
import { createPusher, type RegistryPusher } from './registry-pusher.ts';
import { makeService, pushTo, registryConfig, registrySource } from './service.ts';

/** How many processes, or services, are at work at once. */
const concurrency = 4;

const program = join(import.meta.dirname, 'programs/delete-and-die.ts');

/** Runs the program; undefined where it has killed itself, else how many moments there are. */
async function run(input: DeleteAndDie): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, JSON.stringify(input)], (error, stdout, stderr) => {
      if (error?.signal === 'SIGKILL') resolve(undefined);
      else if (error) reject(new Error(`${error.message}\n${stderr}`));
      else resolve(Number(stdout));
    });
  });
}

/** What is in a repository at first: an index of two platforms with a signature, and what shares a platform with it. */
interface Contents {
  readonly index: Digest;
  readonly gone: Digest[];
  readonly kept: Digest[];
}

/** What there is in the end. */
interface Outcome {
  readonly killAt: number;
  readonly operations: readonly unknown[];
  readonly audit: readonly string[];
  /** Of what was there at first. */
  readonly left: readonly Digest[];
}

/** What a program that died has left, once the service has been started again. */
async function recover(input: DeleteAndDie): Promise<{ operations: unknown[]; audit: string[] }> {
  const registries = [registryConfig({ source: input.source })];
  const service = await makeService({ database: input.database, registries, isStarted: true });
  await service.operations.drain();
  await service.stop();
  using database = openDatabase(input.database);
  const audit = Array.from(readAuditLog(database), (line): string => JSON.parse(line).outcome);
  const operations = database.prepare('SELECT ended_ms IS NOT NULL AS done, error FROM operations').all();
  return { operations, audit };
}

/**
 * Kills a deletion at every moment it has, each time in another repository, in the middle of its transactions, too, or
 * between them. Gives what is left, and what should be.
 */
async function killAtEveryMoment(
  isInTransactions: boolean,
  sourceOf: (path: string) => SourceConfig,
  fill: (path: string) => Promise<Contents>,
  readDigests: (path: string, contents: Contents) => Promise<ReadonlySet<string>>,
  placeOf: (path: string) => string,
): Promise<{ found: Outcome[]; promised: Outcome[] }> {
  const folder = await makeTemporaryFolder();
  const inputOf = async (killAt: number): Promise<DeleteAndDie & { contents: Contents; path: string }> => {
    const path = `app-${killAt}`;
    const contents = await fill(path);
    const repository = `local/${path}`;
    const database = join(folder, `${killAt}.db`);
    return {
      database,
      source: sourceOf(path),
      repository,
      imageId: imageId(repository, contents.index),
      killAt,
      isInTransactions,
      contents,
      path,
    };
  };

  const whole = await inputOf(0);
  const moments = (await run(whole)) ?? 0;
  expect(moments).toBeGreaterThan(10);
  const killAts = Array.from({ length: moments }, (_, index) => index + 1);
  const inputs = await pMap(killAts, inputOf, { concurrency });
  await pMap(inputs, async (input) => expect(await run(input)).toBeUndefined(), { concurrency });
  const all = [whole, ...inputs];
  const recovered = await pMap(all, recover, { concurrency });

  await pMap(all, ({ path }) => pullWhole(`${placeOf(path)}:v2`, `${placeOf(path)}:lone`), {
    concurrency,
  });

  const found: Outcome[] = [];
  const promised: Outcome[] = [];
  for (const [index, { operations, audit }] of recovered.entries()) {
    const { path, killAt, contents } = all[index] ?? whole;
    const left = await readDigests(path, contents);
    found.push({
      killAt,
      operations,
      audit,
      left: contents.gone.concat(contents.kept).filter((d) => left.has(d)),
    });
    // What died before it was accepted has promised nothing, and has done nothing.
    promised.push(
      operations.length === 0
        ? { killAt, operations: [], audit: [], left: contents.gone.concat(contents.kept) }
        : {
            killAt,
            operations: [{ done: 1, error: null }],
            audit: ['accepted', 'done'],
            left: contents.kept,
          },
    );
  }
  return { found, promised };
}

const platform = { architecture: 'amd64', os: 'linux' };

/** A manifest that says something about another one, as a signature does. */
const signatureOf = (subject: Descriptor, config: Descriptor): object => ({
  schemaVersion: 2,
  mediaType: mediaTypes.manifest,
  artifactType: 'application/vnd.example.signature',
  config,
  layers: [],
  subject,
});

async function fillLayout(layout: ImageLayout): Promise<Contents> {
  const put = (text: string): Promise<Descriptor> => {
    const bytes = Buffer.from(text);
    const mediaType = mediaTypes.layerTarGzip;
    const config = { ...platform, created: '2026-10-01T12:00:00Z' };
    return putImage(layout, { layers: [{ bytes, mediaType, diffId: digestOf(bytes) }], config });
  };
  const [own, shared] = [await put('own'), await put('shared')];
  const manifests = [own, shared].map((descriptor) => ({ descriptor, platform }));
  const index = await pushIndex(layout, { manifests, tags: ['v1', 'latest'] });
  const other = await pushIndex(layout, { manifests: [{ descriptor: shared, platform }], tags: ['v2'] });
  const lone = await pushTo(layout, 'lone', { tags: ['lone'] });

  const empty = Buffer.from('{}');
  const config = {
    mediaType: 'application/vnd.oci.empty.v1+json',
    digest: await layout.putBlob(empty),
    size: 2,
  };
  const bytes = Buffer.from(JSON.stringify(signatureOf(index, config)));
  const digest = await layout.putBlob(bytes);
  const signature = { mediaType: mediaTypes.manifest, digest, size: bytes.length };
  await layout.updateIndex((entries) => [...entries, { descriptor: signature, json: { ...signature } }]);
  return {
    index: index.digest,
    gone: [index.digest, own.digest, digest],
    kept: [shared.digest, other.digest, lone.digest],
  };
}

async function fillRegistry(pusher: RegistryPusher, path: string): Promise<Contents> {
  const own = await pusher.image(path, 'own', 'own-at-first');
  const shared = await pusher.image(path, 'shared', 'v1-amd64');
  const index = await pusher.index(path, [own, shared], 'v1', 'latest');
  const other = await pusher.index(path, [shared], 'v2');
  // The tag moves away, so that nothing but the index holds the image.
  const lone = await pusher.image(path, 'lone', 'lone', 'own-at-first');
  const config = await pusher.blob(path, Buffer.from('{}'), 'application/vnd.oci.empty.v1+json');
  const signature = await pusher.manifest(path, signatureOf(index, config));
  const list = await pusher.index(path, [signature], referrersTagOf(index.digest));
  return {
    index: index.digest,
    gone: [index, own, signature, list].map(({ digest }) => digest),
    kept: [shared, other, lone].map(({ digest }) => digest),
  };
}

describeWithTools(['skopeo'], 'a deletion in a layout', () => {
  it(
    'is finished by the next run of the service, wherever the process was killed',
    { timeout: 120_000 },
    async () => {
      const root = await makeTemporaryFolder();
      const { found, promised } = await killAtEveryMoment(
        true,
        (path) => ({ kind: 'layouts', root: join(root, path) }),
        async (path) => fillLayout(await createLayout(join(root, path, path))),
        async (path) => new Set((await readGraph(await openLayout(join(root, path, path)))).nodes.keys()),
        (path) => `oci:${join(root, path, path)}`,
      );
      expect(found).toEqual(promised);
    },
  );
});

describeWithTools(['docker-registry', 'skopeo'], 'a deletion in a registry', () => {
  it(
    'is finished by the next run of the service, wherever the process was killed',
    { timeout: 120_000 },
    async () => {
      const { url, host } = await startRegistry();
      const pusher = createPusher(url);
      const registry = createRegistry({ url, userAgent: 'test' });
      // The transactions are those of the deletion in a layout.
      const { found, promised } = await killAtEveryMoment(
        false,
        (path) => registrySource(url, [path]),
        (path) => fillRegistry(pusher, path),
        async (path, { gone, kept }) => {
          const there = await pMap([...gone, ...kept], async (digest) =>
            (await registry.manifest(path, digest)) === undefined ? [] : [digest],
          );
          return new Set(there.flat());
        },
        (path) => `docker://${host}/${path}`,
      );
      expect(found).toEqual(promised);
    },
  );
});
