/**
 * What an image store should answer, written down as plainly as it can be: everything is computed anew from what the
 * repositories have. The real one is compared with it.
 */
import type { Digest } from '@registry-images/model';

import { imageId } from '../src/store/image-id.ts';
import type {
  DamagedManifest,
  ImageRelations,
  ManifestRecord,
  PageQuery,
  RepositoryState,
} from '../src/store/image-store.ts';

/** An image of the model. */
export interface ModelImage {
  readonly name: string;
  readonly digest: Digest;
  /** Undefined where it is damaged. */
  record: ManifestRecord | undefined;
  readonly tags: Set<string>;
  isEntry: boolean;
  pushedMs: number | undefined;
  readonly seenMs: number;
}

/** The part of a store that can be told in a few lines. */
export interface ModelStore {
  putRepository(state: RepositoryState): { added: number; removed: number; retagged: number };
  removeRepository(name: string): void;
  removeImage(name: string, digest: Digest): void;
  images(name: string): ModelImage[];
  /** The ids of all that a query lists, whatever its limit. */
  list(query: Pick<PageQuery, 'registryIds' | 'order' | 'isVisible' | 'repositoryName'>): string[];
  relations(image: ModelImage): Record<keyof ImageRelations, string[]>;
  freedBytes(images: readonly ModelImage[], shared: 'registry' | 'repository'): number;
  createdMs(image: ModelImage): number;
  compressedSize(image: ModelImage): number | undefined;
}

/** Makes an empty one. */
export function createModelStore(): ModelStore {
  const repositories = new Map<string, Map<Digest, ModelImage>>();
  const all = (): ModelImage[] => Array.from(repositories.values(), (images) => [...images.values()]).flat();
  const id = ({ name, digest }: ModelImage): string => imageId(name, digest);
  const siblings = ({ name }: ModelImage): ModelImage[] => [...(repositories.get(name)?.values() ?? [])];
  const childrenOf = (image: ModelImage): ModelImage[] =>
    siblings(image).filter(({ digest }) => image.record?.children.some((child) => child.digest === digest));
  const containersOf = (image: ModelImage): ModelImage[] =>
    siblings(image).filter((other) => childrenOf(other).includes(image));
  const referrersOf = (image: ModelImage): ModelImage[] =>
    siblings(image).filter(({ record }) => record?.subject === image.digest);
  const closure = (image: ModelImage, next: (image: ModelImage) => ModelImage[]): ModelImage[] => {
    const reached = new Set(next(image));
    for (const one of reached) for (const other of next(one)) reached.add(other);
    reached.delete(image);
    return [...reached];
  };
  const isListed = (image: ModelImage): boolean =>
    image.tags.size > 0 ||
    (containersOf(image).length === 0 &&
      !siblings(image).some(({ digest }) => digest === image.record?.subject));
  const modifiedMs = ({ pushedMs, seenMs }: ModelImage): number => pushedMs ?? seenMs;
  const createdMs = (image: ModelImage): number => {
    const dates = [image, ...(image.record ? closure(image, childrenOf) : [])].map(
      ({ record }) => record?.createdMs ?? 0,
    );
    const latest = Math.max(...dates.filter((ms) => ms >= Date.parse('2000-01-01')));
    return Number.isFinite(latest) ? latest : modifiedMs(image);
  };
  const keyOf = (image: ModelImage) => ({
    name: image.name,
    digest: image.digest,
    created_at: createdMs(image),
    last_modified: modifiedMs(image),
  });
  /** What is on the disk for images: bytes by digest. */
  const storage = (images: readonly ModelImage[]): Map<Digest, number> => {
    const bytes = new Map<Digest, number>();
    for (const { digest, record } of images) {
      if (!record) continue;
      bytes.set(digest, record.size);
      for (const blob of [...(record.config ? [record.config] : []), ...record.layers]) {
        if (!blob.urls?.length) bytes.set(blob.digest, blob.size);
      }
    }
    return bytes;
  };
  const orphansOf = (going: readonly ModelImage[], isKept: (image: ModelImage) => boolean): ModelImage[] => {
    const gone = new Set(going);
    const below = going.flatMap((image) => closure(image, childrenOf));
    for (let size = -1; size !== gone.size;) {
      size = gone.size;
      for (const child of below) {
        if (!isKept(child) && containersOf(child).every((parent) => gone.has(parent))) gone.add(child);
      }
    }
    return [...gone].filter((image) => !going.includes(image));
  };

  return {
    createdMs,
    putRepository(state) {
      const images = repositories.get(state.name) ?? new Map<Digest, ModelImage>();
      repositories.set(state.name, images);
      const before = new Set(images.keys());
      const tagsOf = (): Map<string, Digest> =>
        new Map([...images.values()].flatMap(({ tags, digest }) => [...tags].map((tag) => [tag, digest])));
      const tagsBefore = tagsOf();
      const ensure = (digest: Digest): ModelImage => {
        const { name, seenMs } = state;
        const image = images.get(digest) ?? {
          name,
          digest,
          record: undefined,
          tags: new Set<string>(),
          isEntry: false,
          pushedMs: undefined,
          seenMs,
        };
        images.set(digest, image);
        return image;
      };
      for (const digest of state.gone) images.delete(digest);
      for (const manifest of state.manifests) {
        ensure(manifest.digest).record = isDamaged(manifest) ? undefined : manifest;
      }
      for (const image of images.values()) image.tags.clear();
      for (const [tag, digest] of state.tags) ensure(digest).tags.add(tag);
      for (const digest of state.untagged) ensure(digest);
      for (const image of images.values()) image.isEntry = state.untagged.has(image.digest);
      for (const [digest, ms] of state.pushedMs) {
        const image = images.get(digest);
        if (image) image.pushedMs = Math.max(image.pushedMs ?? ms, ms);
      }
      const tags = new Set([...tagsBefore.keys(), ...state.tags.keys()]);
      return {
        added: [...images.keys()].filter((digest) => !before.has(digest)).length,
        removed: [...before].filter((digest) => !images.has(digest)).length,
        retagged: [...tags].filter((tag) => tagsBefore.get(tag) !== state.tags.get(tag)).length,
      };
    },
    removeRepository: (name) => void repositories.delete(name),
    removeImage: (name, digest) => void repositories.get(name)?.delete(digest),
    images: (name) => [...(repositories.get(name)?.values() ?? [])],
    list({ registryIds, order, isVisible = () => true, repositoryName }) {
      const descending = order.at(-1)?.descending ?? false;
      const terms = [
        ...order,
        { field: 'name', descending } as const,
        { field: 'digest', descending } as const,
      ];
      return all()
        .filter((image) => isListed(image) && isVisible(image.name))
        .filter(({ name }) => registryIds.includes(registryOf(name)))
        .filter(({ name }) => repositoryName === undefined || name === repositoryName)
        .toSorted((a, b) => {
          const [left, right] = [keyOf(a), keyOf(b)];
          const orders = terms.map((term) =>
            term.descending
              ? compare(right[term.field], left[term.field])
              : compare(left[term.field], right[term.field]),
          );
          return orders.find((one) => one !== 0) ?? 0;
        })
        .map(id);
    },
    relations: (image) => ({
      parents: closure(image, containersOf).map(id),
      unread: [],
      children: closure(image, childrenOf).map(id),
      orphans: orphansOf([image], ({ tags }) => tags.size > 0).map(id),
      referrers: closure(image, referrersOf).map(id),
    }),
    freedBytes(images, shared) {
      const going = shared === 'registry' ? images : [...images, ...orphansOf(images, isNamed)];
      const [first] = images;
      if (!first) return 0;
      const sharing = all().filter(({ name }) =>
        shared === 'registry' ? registryOf(name) === registryOf(first.name) : name === first.name,
      );
      return sum(storage(sharing)) - sum(storage(sharing.filter((image) => !going.includes(image))));
    },
    compressedSize(image) {
      if (!image.record) return undefined;
      const blobs = storage([image, ...closure(image, childrenOf)]);
      for (const { digest } of [image, ...closure(image, childrenOf)]) blobs.delete(digest);
      return sum(blobs);
    },
  };
}

function isDamaged(manifest: ManifestRecord | DamagedManifest): manifest is DamagedManifest {
  return 'damaged' in manifest;
}

function registryOf(name: string): string {
  return name.slice(0, name.indexOf('/'));
}

function isNamed({ tags, isEntry }: ModelImage): boolean {
  return tags.size > 0 || isEntry;
}

function sum(bytes: ReadonlyMap<Digest, number>): number {
  return [...bytes.values()].reduce((a, b) => a + b, 0);
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : Number(a > b);
}
