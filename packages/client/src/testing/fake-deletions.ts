import type { DeletePreview, DeleteRefusal, Image } from '@registry-images/model';

import { registryOf, type ImageStore, type StoredImage } from './image-store.ts';
import { invalidArgument, RefusedError } from './refused-error.ts';

/** What goes with the image. */
export interface FakeDeleteOptions {
  readonly deleteReferrers: boolean;
  readonly deleteOrphanedChildren: boolean;
}

/** What a deletion would do, and how it is refused. */
export interface FakeDeletions {
  preview(image: StoredImage, options: FakeDeleteOptions): DeletePreview;
  /** What goes, the image first. Throws RefusedError. */
  check(image: StoredImage, options: FakeDeleteOptions, ifMatch: string | null): readonly Image[];
}

/** No list of a preview is longer. */
const maxListed = 100;

/** Makes the rules of deletions over a store; these tags are not deleted. */
export function createFakeDeletions(store: ImageStore, protectedTags: readonly string[]): FakeDeletions {
  const etags = new Map<string, string>();

  const plan = (image: StoredImage, options: FakeDeleteOptions) => {
    const all = store.all();
    const below = descendants(image, (one) => one.children.flatMap((id) => store.get(id) ?? []));
    const above = descendants(image, (one) => all.filter(({ children }) => children.includes(one.image.id)));
    const orphans = orphansOf(image, below, all);
    const subjects = [image, ...(options.deleteOrphanedChildren ? orphans : [])];
    const referrers = subjects.flatMap((subject) =>
      descendants(subject, (one) => all.filter((other) => other.subject === one.image.id)),
    );
    const deleted = [...subjects, ...(options.deleteReferrers ? referrers : [])];
    return { parents: above, children: below, orphans, referrers, deleted: [...new Set(deleted)] };
  };

  const refusalsOf = ({ parents, deleted }: ReturnType<typeof plan>): DeleteRefusal[] => {
    const tags = deleted.flatMap((one) => one.image.tags).filter((tag) => protectedTags.includes(tag));
    const digests = parents.map((parent) => parent.image.digest);
    return [
      ...refusal('REFERENCED', 'The image is part of others: delete what contains it first.', digests),
      ...refusal('PROTECTED_TAG', `These tags are protected: ${tags.join(', ')}.`, tags),
    ];
  };

  const etagOf = (related: ReturnType<typeof plan>, options: FakeDeleteOptions): string => {
    const facts = JSON.stringify([
      options,
      Object.values(related).map((images) => images.map(({ image: { id, tags } }) => [id, tags])),
    ]);
    const etag = etags.get(facts) ?? `"etag-${etags.size + 1}"`;
    etags.set(facts, etag);
    return etag;
  };

  return {
    preview(image, options) {
      const related = plan(image, options);
      const { parents, children, orphans, referrers, deleted } = related;
      return {
        image: image.image,
        tags: deleted.flatMap((one) => one.image.tags),
        deletedCount: deleted.length,
        parents: shown(parents),
        parentCount: parents.length,
        children: shown(children),
        childCount: children.length,
        orphanedChildren: shown(orphans),
        orphanedChildCount: orphans.length,
        referrers: shown(referrers),
        referrerCount: referrers.length,
        refusals: refusalsOf(related),
        freedBytes: String(freedBytes(store.all(), deleted)),
        etag: etagOf(related, options),
      };
    },
    check(image, options, ifMatch) {
      const related = plan(image, options);
      const refusals = refusalsOf(related);
      const matching = [image.image.digest, `"${image.image.digest}"`, etagOf(related, options)];
      const isChanged = ifMatch !== null && ifMatch !== '*' && !matching.includes(ifMatch);
      if (isChanged) {
        refusals.unshift(...refusal('CHANGED', 'The image is not what If-Match says.', [image.image.id]));
      }
      if (refusals.length === 0) return related.deleted.map((one) => one.image);
      throw new RefusedError(
        isChanged ? 'ABORTED' : 'FAILED_PRECONDITION',
        refusals.map(({ message }) => message).join(' '),
        [
          {
            '@type': 'type.googleapis.com/google.rpc.PreconditionFailure',
            violations: refusals.flatMap(({ reason, message, subjects }) =>
              subjects.map((subject) => ({ type: reason, subject, description: message })),
            ),
          },
        ],
      );
    },
  };
}

/** Reads the options of a deletion. Throws RefusedError `INVALID_ARGUMENT`. */
export function readDeleteOptions(query: URLSearchParams): FakeDeleteOptions {
  const read = { deleteReferrers: false, deleteOrphanedChildren: false };
  for (const [name, value] of query) {
    if (name !== 'deleteReferrers' && name !== 'deleteOrphanedChildren') {
      throw invalidArgument(name, 'is not a parameter of this method.');
    }
    if (query.getAll(name).length > 1) throw invalidArgument(name, 'is given more than once.');
    if (value !== 'true' && value !== 'false') throw invalidArgument(name, 'must be boolean.');
    read[name] = value === 'true';
  }
  return read;
}

/** What lists show: all but what is there for an index or for another image only. */
export function listedImages(store: ImageStore): StoredImage[] {
  const all = store.all();
  const contained = new Set(all.flatMap(({ children }) => children));
  return all.filter(
    ({ image, subject }) =>
      image.tags.length > 0 || (!contained.has(image.id) && (subject === undefined || !store.get(subject))),
  );
}

function refusal(reason: string, message: string, subjects: string[]): DeleteRefusal[] {
  return subjects.length > 0 ? [{ reason, message, subjects }] : [];
}

function shown(images: readonly StoredImage[]): Image[] {
  return images.map(({ image }) => image).slice(0, maxListed);
}

/** What `next` leads to from an image, however far, each once and top down. */
function descendants(
  start: StoredImage,
  next: (image: StoredImage) => readonly StoredImage[],
): StoredImage[] {
  const reached = new Set([start]);
  // A set hands out what is added to it while it is iterated.
  for (const image of reached) for (const further of next(image)) reached.add(further);
  reached.delete(start);
  return [...reached];
}

/** Those below an index that have no tag, and that nothing contains which stays. */
function orphansOf(
  index: StoredImage,
  below: readonly StoredImage[],
  all: readonly StoredImage[],
): StoredImage[] {
  const goes = new Set([index]);
  const isLeft = (child: StoredImage): boolean =>
    child.image.tags.length === 0 &&
    all.every((other) => goes.has(other) || !other.children.includes(child.image.id));
  // What is in two indexes goes only after both.
  for (let before = 0; before < goes.size;) {
    before = goes.size;
    for (const child of below) if (isLeft(child)) goes.add(child);
  }
  return below.filter((child) => goes.has(child));
}

/** The bytes of the blobs that no other image of the registry has. */
function freedBytes(all: readonly StoredImage[], deleted: readonly StoredImage[]): bigint {
  const [first] = deleted;
  const isElsewhere = (digest: string): boolean =>
    all.some(
      (other) =>
        !deleted.includes(other) &&
        registryOf(other.image.name) === registryOf(first?.image.name ?? '') &&
        blobsOf(other).some((blob) => blob.digest === digest),
    );
  const sizes = new Map(deleted.flatMap(blobsOf).map(({ digest, size }) => [digest, BigInt(size)]));
  const freed = [...sizes].filter(([digest]) => !isElsewhere(digest));
  return freed.reduce((sum, [, size]) => sum + size, 0n);
}

function blobsOf({ image: { config, layers } }: StoredImage): Image['layers'] {
  return config ? [config, ...layers] : layers;
}
