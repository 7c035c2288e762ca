import { parseInt64 } from './int64.ts';
import type {
  Blob,
  Image,
  ListImagesResponse,
  WireBlob,
  WireImage,
  WireListImagesResponse,
} from './schema.ts';

/**
 * Fills in what the protobuf JSON mapping leaves out of a blob.
 *
 * @see https://protobuf.dev/programming-guides/json/
 */
export function normalizeBlob(blob: WireBlob): Blob {
  return { id: blob.id ?? '', digest: blob.digest ?? '', size: blob.size ?? '0', urls: blob.urls ?? [] };
}

/**
 * Fills in what the protobuf JSON mapping leaves out of an image: empty strings, a size of `'0'`, empty lists. Only
 * `config` stays undefined where there is none, because a message has no default.
 *
 * @see https://protobuf.dev/programming-guides/json/
 */
export function normalizeImage(image: WireImage): Image {
  return {
    id: image.id ?? '',
    name: image.name ?? '',
    digest: image.digest ?? '',
    compressedSize: image.compressedSize ?? '0',
    ...(image.config && { config: normalizeBlob(image.config) }),
    layers: (image.layers ?? []).map(normalizeBlob),
    tags: image.tags ?? [],
    createdAt: image.createdAt ?? '',
    platforms: image.platforms ?? [],
  };
}

/**
 * Fills in what the protobuf JSON mapping leaves out of a page of images.
 *
 * @see https://protobuf.dev/programming-guides/json/
 */
export function normalizeListImagesResponse(page: WireListImagesResponse): ListImagesResponse {
  return { images: (page.images ?? []).map(normalizeImage), nextPageToken: page.nextPageToken ?? '' };
}

/**
 * The compressed size of an image in bytes.
 *
 * @throws RangeError if the size is no whole number that a JavaScript number can hold exactly.
 * @see https://protobuf.dev/programming-guides/json/
 */
export function compressedBytes(image: Pick<Image, 'compressedSize'>): number {
  return parseInt64(image.compressedSize);
}

/**
 * The size of a blob in bytes.
 *
 * @throws RangeError if the size is no whole number that a JavaScript number can hold exactly.
 * @see https://protobuf.dev/programming-guides/json/
 */
export function blobBytes(blob: Pick<Blob, 'size'>): number {
  return parseInt64(blob.size);
}
