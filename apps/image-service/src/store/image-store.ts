import type { Digest } from '@registry-images/model';
import type { Descriptor, Platform } from '@registry-images/oci';

import type { OrderTerm } from '../service/order-by.ts';

/** What a manifest or an index says. It never changes for a digest. */
export interface ManifestRecord {
  readonly digest: Digest;
  readonly mediaType: string;
  /** The bytes of the document itself. */
  readonly size: number;
  readonly artifactType?: string;
  /** Missing for an index. */
  readonly config?: Descriptor;
  /** From the base up; empty for an index. */
  readonly layers: readonly Descriptor[];
  /** What an index lists, in its order. It may list what is not there. */
  readonly children: readonly Descriptor[];
  /** What an image runs on, by its configuration; missing where that was not read, and for an index. */
  readonly platform?: Platform;
  /** What this one says something about, e.g. signs. */
  readonly subject?: Digest;
  /** When it was built, by its annotation or its configuration, in ms since the Unix epoch; missing where nothing says it. */
  readonly createdMs?: number;
}

/** A manifest that is there and cannot be read: it is listed all the same, so that it can be seen and deleted. */
export interface DamagedManifest {
  readonly digest: Digest;
  readonly damaged: true;
  /** What it lists if it is an index, as far as anybody could read it; undefined where that cannot be told. */
  readonly children?: readonly Digest[];
  /** What it needs all the same: the layers of an image without its configuration. */
  readonly blobs?: readonly Digest[];
}

/** What the store has of a repository, for whoever reads the repository anew. */
export interface KnownRepository {
  readonly tags: ReadonlyMap<string, Digest>;
  /** Every manifest whose content the store has. */
  readonly manifests: ReadonlySet<Digest>;
  /** Every manifest that is there and could not be read. */
  readonly damaged: ReadonlySet<Digest>;
  /** See {@link RepositoryState.unread}. */
  readonly unread: ReadonlySet<string>;
  /** The manifests, by their media types, that each known index lists, whether the store has them or not. */
  readonly children: ReadonlyMap<Digest, readonly Digest[]>;
  /** What has gone since some time, and may come back; what went last comes first. See {@link ImageStore.forget}. */
  readonly forgotten: readonly Digest[];
}

/** What a repository has at one moment. */
export interface RepositoryState {
  readonly registryId: string;
  /** `<registry id>/<path>`. */
  readonly name: string;
  /** All tags. */
  readonly tags: ReadonlyMap<string, Digest>;
  /** What was read: everything that tags lead to, children of indexes included, that {@link KnownRepository} did not have. */
  readonly manifests: readonly (ManifestRecord | DamagedManifest)[];
  /** What the store had, and the repository has no more. All else that the store had stays: no registry lists what is untagged. */
  readonly gone: ReadonlySet<Digest>;
  /** What the repository itself lists without a tag, and so keeps; a layout does, a registry does not. */
  readonly untagged: ReadonlySet<Digest>;
  /**
   * Tags and digests behind which there may be an index that nobody could look into, because the registry refuses it or it is
   * damaged: any image of the repository may be part of it.
   */
  readonly unread: ReadonlySet<string>;
  /** When images came in, ms since the Unix epoch, as far as the repository tells. */
  readonly pushedMs: ReadonlyMap<Digest, number>;
  /** When it was read, ms since the Unix epoch: the date of images of which nothing else tells one. */
  readonly seenMs: number;
}

/** What became of the store with a state. */
export interface RepositoryChange {
  readonly added: number;
  readonly removed: number;
  /** Tags that came, went or moved. */
  readonly retagged: number;
}

/** An image as the store has it. */
export interface StoredImage {
  readonly id: string;
  readonly registryId: string;
  readonly name: string;
  readonly digest: Digest;
  /** Sorted. */
  readonly tags: readonly string[];
  readonly mediaType: string | undefined;
  /** Undefined for a damaged one. Sizes are those of the distinct blobs; bytes as in the API. */
  readonly content: ImageContent | undefined;
  readonly createdMs: number;
  readonly modifiedMs: number;
}

/** What has to be read from the image itself, as the API shows it. */
export interface ImageContent {
  readonly config?: WireBlob;
  readonly layers: readonly WireBlob[];
  /** Decimal bytes. */
  readonly compressedSize: string;
  /** What it runs on, such as `linux/arm/v7`; empty where it is not known. */
  readonly platforms: readonly string[];
}

interface WireBlob {
  readonly id: string;
  readonly digest: string;
  readonly size: string;
  readonly urls: string[];
}

/** The place behind an image in a list: all that a list can be ordered by. */
export interface PagePlace {
  /** The number of the repository, which is its for ever. */
  readonly repository: number;
  /** The algorithm and the first 256 bits of the digest. */
  readonly digestKey: Uint8Array;
  readonly createdMs: number;
  readonly modifiedMs: number;
}

/** Tells whether somebody may see the repository of a name. */
export type IsVisible = (name: string) => boolean;

/** One page of a list. */
export interface PageQuery {
  /** The registries to look at. */
  readonly registryIds: readonly string[];
  /** Only this repository, `<registry id>/<path>`. */
  readonly repositoryName?: string | undefined;
  /** Only repositories of which this is true; missing means all. See {@link ImageStore.hasVisible}. */
  readonly isVisible?: IsVisible | undefined;
  /** What matters first comes first. Name and digest, in the direction of the last term, decide what is left open. */
  readonly order: readonly OrderTerm[];
  readonly limit: number;
  readonly after?: PagePlace | undefined;
}

/** The images of a page, and where the next one starts; undefined at the end. */
export interface ImagePage {
  readonly images: readonly StoredImage[];
  readonly next: PagePlace | undefined;
}

/** How an image hangs together with others of its repository. Each is in the store. */
export interface ImageRelations {
  /** The images that contain this one, however nested: it must not go before them. */
  readonly parents: readonly StoredImage[];
  /**
   * What may contain it, too, and could not be looked into: see {@link RepositoryState.unread}. Sorted. One that is damaged
   * itself is held by none that are damaged, or none of them could go.
   */
  readonly unread: readonly string[];
  /** What this index contains, however nested. */
  readonly children: readonly StoredImage[];
  /** Those of {@link children} that nothing else would contain, and no tag keep, once this one has gone. */
  readonly orphans: readonly StoredImage[];
  /** What says something about this image, such as its signatures, however nested. */
  readonly referrers: readonly StoredImage[];
}

/**
 * What the service knows about the images of its registries. One process writes it.
 *
 * An image is listed where it has a tag, or where no image that stands contains it and it is no referrer of one that
 * stands: so those whose tag moved away, or whose index has gone, are listed, and the platforms of an index are not.
 */
export interface ImageStore {
  /** Changes with every write; whoever remembers an answer with its version knows when it is old. */
  readonly version: number;
  /** Random, made with the database; page tokens are bound to it, because those of another one have other numbers. */
  readonly key: string;
  known(name: string): KnownRepository;
  putRepository(state: RepositoryState): RepositoryChange;
  /** Forgets a repository that has gone, with its images; page tokens that name it stay good. */
  removeRepository(name: string): void;
  /**
   * Remembers for 30 days that a registry said that it does not have these any more. Nobody but the store knows of what has
   * no tag, so it has to be asked for again, in case the registry had lost it for a while only.
   */
  forget(name: string, digests: Iterable<Digest>, atMs: number): void;
  /** The names of the repositories of a registry. */
  repositories(registryId: string): readonly string[];
  hasRepository(name: string): boolean;
  /**
   * Whether a registry has a repository of which this is true. What is visible is remembered by the function: it has to be
   * the same one for the same caller, and always to say the same of a name.
   */
  hasVisible(registryId: string, isVisible: IsVisible): boolean;
  /** @throws RangeError for a place that {@link hasPlace} is not true of. */
  page(query: PageQuery): ImagePage;
  /** Whether a place is one of this store: of a database that was put back from a backup, later ones are not. */
  hasPlace(place: PagePlace): boolean;
  /** The image with this id, listed or not. */
  get(id: string): StoredImage | undefined;
  /** The images of a repository that one of these tags points at. */
  withTags(name: string, tags: readonly string[]): readonly StoredImage[];
  /** Read as far as it is looked at, and when it is. */
  relations(image: StoredImage): ImageRelations;
  /** The images that list this one themselves. */
  containers(image: StoredImage): readonly Digest[];
  /**
   * The bytes that nothing references any more once these images, of one repository, have gone: each blob once, manifests
   * included. Blobs are shared within a registry (`'registry'`), or within a repository where that is a layout
   * (`'repository'`); there, what an index contains goes with it, unless it has a tag or is listed itself.
   */
  freedBytes(images: readonly StoredImage[], shared: 'registry' | 'repository'): number;
  /** Takes out an image that was deleted, with its tags. */
  removeImage(name: string, digest: Digest): void;
  /** Remembers when an image was pulled last, as far as events tell; nothing of one that is not in the store. */
  pulled(name: string, digest: Digest, atMs: number): void;
  /** When a registry was last read whole, ms since the Unix epoch; undefined before the first time. */
  sweptMs(registryId: string): number | undefined;
  setSwept(registryId: string, atMs: number): void;
  counts(registryId: string): {
    readonly repositories: number;
    readonly images: number;
    readonly untagged: number;
    /** The tags and digests of {@link RepositoryState.unread}, of all repositories. */
    readonly unread: number;
  };
}
