import type { Image } from '@registry-images/model';

import { checkImage, completeImage, type NewImage } from './new-image.ts';

/** An image that is in the fake. */
export interface StoredImage {
  readonly image: Image;
  readonly lastModified: string;
  /** The ids of what an index contains. */
  readonly children: readonly string[];
  /** The id of what it says something about. */
  readonly subject: string | undefined;
  /** Grows with each image that is added. */
  readonly number: number;
}

/** The images of a fake. */
export interface ImageStore {
  /** Adds an image, and throws RangeError for one that the API could not give. */
  add(given: NewImage): Image;
  get(imageId: string): StoredImage | undefined;
  remove(imageId: string): void;
  /** Every image, in the order in which they were added. */
  all(): StoredImage[];
  /** Whether there are images of this repository, or were some. */
  hasRepository(name: string): boolean;
  /** Whether there are images of this registry, or were some. */
  hasRegistry(registryId: string): boolean;
}

/** Makes a store without images; `now` gives the time in ms since 1970. */
export function createImageStore(now: () => number): ImageStore {
  const images = new Map<string, StoredImage>();
  const tagged = new Map<string, string>();
  const digests = new Set<string>();
  const repositories = new Set<string>();
  const registries = new Set<string>();
  let added = 0;

  /** A tag points at one image of a repository. */
  const takeTag = (name: string, tag: string): void => {
    const stored = images.get(tagged.get(`${name}:${tag}`) ?? '');
    if (!stored) return;
    const tags = stored.image.tags.filter((other) => other !== tag);
    images.set(stored.image.id, { ...stored, image: { ...stored.image, tags } });
  };

  return {
    add(given) {
      const { children = [], subject } = given;
      const below = children.flatMap((child) => images.get(child)?.image.platforms ?? []);
      const image = completeImage({ platforms: [...new Set(below)], ...given }, added + 1, now());
      const { id, name, tags } = image;
      const lastModified = given.lastModified ?? image.createdAt;
      checkImage(image, lastModified);
      for (const other of [...children, ...(subject === undefined ? [] : [subject])]) {
        if (images.get(other)?.image.name !== name) {
          throw new RangeError(`There is no image ${other} in ${name} that ${id} could refer to.`);
        }
      }
      if (images.has(id)) throw new RangeError(`There already is an image ${id}.`);
      if (digests.has(keyOf(image))) throw new RangeError(`There already is an image ${keyOf(image)}.`);
      for (const tag of tags) {
        takeTag(name, tag);
        tagged.set(`${name}:${tag}`, id);
      }
      added += 1;
      images.set(id, { image, lastModified, children, subject, number: added });
      digests.add(keyOf(image));
      repositories.add(name);
      registries.add(registryOf(name));
      return image;
    },
    get: (imageId) => images.get(imageId),
    remove(imageId) {
      const stored = images.get(imageId);
      if (!stored) return;
      images.delete(imageId);
      digests.delete(keyOf(stored.image));
    },
    all: () => [...images.values()],
    hasRepository: (name) => repositories.has(name),
    hasRegistry: (registryId) => registries.has(registryId),
  };
}

/** The registry that a repository is in. */
export function registryOf(name: string): string {
  return name.slice(0, name.indexOf('/'));
}

function keyOf({ name, digest }: Image): string {
  return `${name}@${digest}`;
}
