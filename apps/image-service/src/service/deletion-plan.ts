import { createHash } from 'node:crypto';

import { splitDigest, type Digest } from '@registry-images/model';
import { referrersTagOf } from '@registry-images/oci';

import type { DeleteOptions, DeletionStep, StepRole } from '../operations/deletion.ts';
import type { ImageStore, StoredImage } from '../store/image-store.ts';

/** What the plan reads of the store. */
export type PlanStore = Pick<ImageStore, 'containers' | 'get' | 'relations' | 'withTags'>;

/** What is to be deleted, and everything that it hangs together with. */
export interface DeletionPlan {
  readonly image: StoredImage;
  /** What contains the image and stays. */
  readonly parents: readonly StoredImage[];
  /** What may contain the image, as far as anybody can tell: see `ImageRelations`. */
  readonly unread: readonly string[];
  readonly children: readonly StoredImage[];
  readonly orphans: readonly StoredImage[];
  /** What says something about the image, or about orphans that go with it. */
  readonly referrers: readonly StoredImage[];
  /** What goes, in the order in which it does. */
  readonly deleted: readonly PlannedImage[];
  /** Of all this as it is now: another moment, or other options, have another one. */
  readonly etag: string;
}

/** An image that goes, and why. */
export interface PlannedImage {
  readonly image: StoredImage;
  readonly role: StepRole;
}

/**
 * Plans a deletion from what the store knows.
 *
 * The image itself goes first, an index before what it contains, and then what says something about it: whatever stops the
 * deletion in between leaves untagged images and signatures of nothing, and never an index of which a part is missing, or
 * an image without its signatures. What something else that stays contains is left out.
 */
export function planDeletion(
  store: PlanStore,
  image: StoredImage,
  options: Omit<DeleteOptions, 'etag'>,
): DeletionPlan {
  const { parents, unread, children, orphans } = store.relations(image);
  const plan = new Map<Digest, PlannedImage>([[image.digest, { image, role: 'image' }]]);

  /** Adds images once nothing that stays contains them; those of an index come behind it. */
  const add = (images: readonly StoredImage[], role: StepRole): void => {
    let left = images
      .filter(({ digest }) => !plan.has(digest))
      .map((candidate) => ({ candidate, containers: store.containers(candidate) }));
    for (let before = -1; left.length !== before;) {
      before = left.length;
      for (const { candidate, containers } of left) {
        if (containers.every((digest) => plan.has(digest)))
          plan.set(candidate.digest, { image: candidate, role });
      }
      left = left.filter(({ candidate }) => !plan.has(candidate.digest));
    }
  };

  // What something contains that stays keeps what itself contains.
  if (options.deleteOrphanedChildren && parents.length === 0) add(orphans, 'orphan');
  const subjects = [...plan.values()].map((planned) => planned.image);
  const referrers = referrersOf(store, subjects).filter(({ digest }) => !plan.has(digest));
  if (options.deleteReferrers) add(referrers, 'referrer');

  const deleted = [...plan.values()];
  const related = { parents, children, orphans, referrers };
  return { image, ...related, unread, deleted, etag: etagOf({ image, ...related }, options) };
}

/** The steps of an operation that carries out a plan. */
export function stepsOf({ deleted }: DeletionPlan): DeletionStep[] {
  return deleted.map(({ image, role }) => ({
    digest: image.digest,
    role,
    tags: image.tags,
    modifiedMs: image.modifiedMs,
    outcome: undefined,
  }));
}

/** What cosign adds to the tag that it makes of a digest: https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md */
const cosignSuffixes = ['.sig', '.att', '.sbom'];

/**
 * What says something about images of one repository: by its `subject`, or by a tag that is made of the digest. Under such
 * a tag there can be an index that lists referrers, which go with it.
 */
function referrersOf(store: PlanStore, subjects: readonly StoredImage[]): StoredImage[] {
  const names = new Set(subjects.flatMap(({ digest }) => referrerTagsOf(digest)));
  // What has another tag too is there for something else: anybody can give any image such a tag.
  const isOwn = ({ tags }: StoredImage): boolean => tags.some((tag) => !names.has(tag));
  const referring = [
    ...store.withTags(subjects[0]?.name ?? '', [...names]),
    ...subjects.flatMap((subject) => store.relations(subject).referrers),
  ];
  const own = referring.filter(isOwn);
  // What says something about such a one stays with it.
  const kept = new Set(
    [...own, ...own.flatMap((image) => store.relations(image).referrers)].map(({ digest }) => digest),
  );
  const found = referring.filter(({ digest }) => !kept.has(digest));
  const listed = found.flatMap((referrer) => store.relations(referrer).orphans);
  return [...new Map([...found, ...listed].map((image) => [image.digest, image])).values()];
}

function referrerTagsOf(digest: Digest): string[] {
  const { algorithm, encoded } = splitDigest(digest);
  return [referrersTagOf(digest), ...cosignSuffixes.map((suffix) => `${algorithm}-${encoded}${suffix}`)];
}

function etagOf(
  { image, ...related }: Omit<DeletionPlan, 'deleted' | 'etag' | 'unread'>,
  { deleteReferrers, deleteOrphanedChildren }: Omit<DeleteOptions, 'etag'>,
): string {
  const lists = Object.values(related).map((images) => images.map(factsOf).toSorted());
  const facts = [factsOf(image), lists, deleteReferrers, deleteOrphanedChildren];
  const hash = createHash('sha256').update(JSON.stringify(facts)).digest('base64url');
  return `"${hash.slice(0, 32)}"`;
}

function factsOf({ id, tags }: StoredImage): string {
  return JSON.stringify([id, tags.toSorted()]);
}
