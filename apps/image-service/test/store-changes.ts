import type { Digest } from '@registry-images/model';
import { mediaTypes } from '@registry-images/oci';
import fc, { type Arbitrary } from 'fast-check';

import type { OrderTerm } from '../src/service/order-by.ts';
import type {
  DamagedManifest,
  ImageStore,
  ManifestRecord,
  RepositoryState,
} from '../src/store/image-store.ts';
import { blob, index, manifest, stateOf } from './store-state.ts';

/** Everything that repositories can have: what has a digest is always the same. */
export type Universe = readonly ManifestRecord[];

const size = 9;
const textOf = (number: number): string => `image ${number}`;
const anyMs = fc.option(fc.constantFrom(0, Date.parse('2025-01-01'), Date.parse('2026-01-01')), {
  nil: undefined,
});

/** Images that share layers, indexes of what comes before them, and referrers to what comes before them. */
export function anyUniverse(): Arbitrary<Universe> {
  return fc.tuple(...Array.from({ length: size }, (_, number) => anyRecord(number)));
}

function anyRecord(number: number): Arbitrary<ManifestRecord> {
  const before = fc.subarray(
    Array.from({ length: number }, (_, other) => textOf(other)),
    { maxLength: Math.min(3, number) },
  );
  return fc
    .record({
      kind: fc.constantFrom(
        'image',
        'image',
        number > 0 ? 'index' : 'image',
        number > 0 ? 'referrer' : 'image',
      ),
      before,
      layers: fc.subarray([blob('one'), blob('two', 7), { ...blob('three'), urls: ['https://a.example'] }]),
      createdMs: anyMs,
    })
    .map(({ kind, before: others, layers, createdMs }) => {
      const text = textOf(number);
      const stated = createdMs === undefined ? {} : { createdMs };
      if (kind === 'index') return index(text, others, stated);
      const [other] = others;
      const isReferrer = kind === 'referrer' && other !== undefined;
      return manifest(text, {
        layers,
        ...stated,
        ...(isReferrer && { subject: manifest(other).digest, artifactType: mediaTypes.layerTarGzip }),
      });
    });
}

function digestOf(number: number): Digest {
  return manifest(textOf(number)).digest;
}

/** Something that happens to a repository. Numbers are of the universe. */
export interface StoreChange {
  readonly kind: 'put' | 'remove-image' | 'remove-repository';
  readonly name: string;
  readonly tags: Readonly<Record<string, number>>;
  readonly read: readonly number[];
  readonly damaged: readonly number[];
  readonly gone: readonly number[];
  readonly untagged: readonly number[];
  readonly pushed: readonly (readonly [number: number, ms: number])[];
  readonly seenMs: number;
}

/** Any change to one of some repositories. */
export function anyChange(names: readonly string[]): Arbitrary<StoreChange> {
  const anyNumber = fc.nat({ max: size - 1 });
  return fc.record({
    kind: fc.constantFrom('put', 'put', 'put', 'put', 'remove-image', 'remove-repository'),
    name: fc.constantFrom(...names),
    tags: fc.dictionary(fc.constantFrom('v1', 'v2', 'latest'), anyNumber),
    read: fc.uniqueArray(anyNumber, { maxLength: size }),
    damaged: fc.uniqueArray(anyNumber, { maxLength: 1 }),
    gone: fc.uniqueArray(anyNumber, { maxLength: 3 }),
    untagged: fc.uniqueArray(anyNumber, { maxLength: 2 }),
    pushed: fc.array(fc.tuple(anyNumber, fc.constantFrom(Date.UTC(2026, 0, 5), Date.UTC(2026, 0, 6))), {
      maxLength: 3,
    }),
    seenMs: fc.constantFrom(1_000, 2_000),
  });
}

/** Any order of a list. */
export function anyOrder(): Arbitrary<OrderTerm[]> {
  const fields = ['name', 'digest', 'created_at', 'last_modified'] as const;
  return fc
    .tuple(fc.shuffledSubarray([...fields]), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }))
    .map(([some, directions]) =>
      some.map((field, place) => ({ field, descending: directions[place] ?? false })),
    );
}

/** Lets a change happen, and answers what the store says of it. */
export function applyChange(
  store: Pick<ImageStore, 'putRepository' | 'removeImage' | 'removeRepository'>,
  universe: Universe,
  change: StoreChange,
): unknown {
  if (change.kind === 'remove-repository') return store.removeRepository(change.name);
  if (change.kind === 'remove-image') return store.removeImage(change.name, digestOf(change.gone[0] ?? 0));
  return store.putRepository(toState(universe, change));
}

function toState(universe: Universe, change: StoreChange): RepositoryState {
  const tags = new Map(Object.entries(change.tags).map(([tag, number]) => [tag, digestOf(number)] as const));
  const untagged = new Set(change.untagged.map(digestOf));
  const damaged = new Set(change.damaged.map(digestOf));
  const read = universe.filter((_, number) => change.read.includes(number));
  const manifests: (ManifestRecord | DamagedManifest)[] = read.map((record) =>
    damaged.has(record.digest) ? { digest: record.digest, damaged: true } : record,
  );
  const there = new Set([...tags.values(), ...untagged, ...read.map(({ digest }) => digest)]);
  return stateOf(change.name, {
    tags,
    untagged,
    manifests,
    gone: new Set(change.gone.map(digestOf).filter((digest) => !there.has(digest))),
    pushedMs: new Map(change.pushed.map(([number, ms]) => [digestOf(number), ms])),
    seenMs: change.seenMs,
  });
}
