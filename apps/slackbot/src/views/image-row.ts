import { shortDigest, type Image } from '@registry-images/model';

import { sizeBytes } from '../query/filters.ts';
import { shownName } from '../registry-scope.ts';
import { imageTitle, isUnreadable } from './image-facts.ts';
import { code } from './mrkdwn.ts';
import type { View } from './view.ts';

/** An image as a row of a list, whichever blocks show it. Its texts are plain, of any length. */
export interface ImageRow {
  readonly imageId: string;
  /** The repository. */
  readonly name: string;
  /** How people call the image: `team/app:v1`. */
  readonly title: string;
  readonly tags: readonly string[];
  readonly digest: string;
  /** Undefined where nobody knows. */
  readonly sizeBytes: number | undefined;
  readonly size: string;
  /** In seconds since the Unix epoch; undefined where nobody knows. */
  readonly createdSeconds: number | undefined;
  readonly age: string;
}

/** Makes a row of an image. */
export function imageRow(image: Image, { scope, nowMs, texts }: View): ImageRow {
  const createdMs = Date.parse(image.createdAt);
  const bytes = isUnreadable(image) ? undefined : sizeBytes(image);
  return {
    imageId: image.id,
    name: shownName(scope, image.name),
    title: imageTitle(image, scope),
    tags: image.tags,
    digest: shortDigest(image.digest),
    sizeBytes: bytes,
    size: bytes === undefined ? texts.common.unknownSize : texts.common.bytes(bytes),
    createdSeconds: Number.isNaN(createdMs) ? undefined : Math.floor(createdMs / 1000),
    age: texts.common.age(image.createdAt, nowMs),
  };
}

/** The longest tag has 128 characters; what is longer is none, and is cut so that a sentence about an image fits. */
const tagLength = 130;

/** The first tags of an image as mark-up, and how many more there are. */
export function tagMarkup(tags: readonly string[], maxTags: number, { texts }: View): string {
  if (tags.length === 0) return `_${texts.common.untagged}_`;
  const shown = tags
    .slice(0, maxTags)
    .map((tag) => code(tag, tagLength))
    .join(', ');
  const more = tags.length - maxTags;
  return more > 0 ? `${shown} ${texts.common.andMore(more)}` : shown;
}

/** What {@link imageMarkup} needs to know of an image. */
export interface NamedImage {
  readonly name: string;
  readonly digest: string;
  readonly tags: readonly string[];
}

/** An image and its first tags in a sentence, as mark-up: `team/app` (`v1`, `latest` and 3 more). */
export function imageMarkup(image: NamedImage, view: View, maxTags = 5): string {
  const name = code(shownName(view.scope, image.name));
  const { untagged } = view.texts.common;
  return image.tags.length === 0
    ? `${name} (${untagged}, ${code(shortDigest(image.digest))})`
    : `${name} (${tagMarkup(image.tags, maxTags, view)})`;
}

/** The same as plain text, of any length. */
export function imageText({ name, digest, tags }: NamedImage, { scope, texts }: View, maxTags = 5): string {
  const { untagged, andMore } = texts.common;
  const shown = tags.length === 0 ? [untagged, shortDigest(digest)] : tags.slice(0, maxTags);
  const more = tags.length - maxTags;
  return `${shownName(scope, name)} (${shown.join(', ')}${more > 0 ? ` ${andMore(more)}` : ''})`;
}
