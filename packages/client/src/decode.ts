import type {
  Blob,
  DeletePreview,
  DeleteRefusal,
  Image,
  ListImagesResponse,
  Operation,
  Status,
  StatusDetail,
} from '@registry-images/model';

import { DecodeError } from './errors/decode-error.ts';
import {
  booleanOf,
  fieldsOf,
  int32Of,
  int64Of,
  listOf,
  optional,
  readMembers,
  stringOf,
  stringsOf,
} from './proto-json.ts';
import { redact } from './redact.ts';

/**
 * Reads the text of a body. What must not show a token is read with `token`.
 *
 * @throws DecodeError if it is not JSON. Without the cause, which would quote the text.
 */
export function parseJson(text: string, token?: string): unknown {
  try {
    return redact(JSON.parse(text), token);
  } catch {
    throw new DecodeError('is not JSON', '');
  }
}

/**
 * Reads an image. Like all readers here, it throws a DecodeError that points at the first wrong place.
 *
 * It gives the object that it is given: images and their blobs are checked and completed where they are, because a page has
 * thousands of them, and a copy would take as long as the check. What a newer service adds stays in them.
 */
export function decodeImage(json: unknown): Image;
export function decodeImage(json: unknown): object {
  const image = readMembers(json);
  image.id = stringOf(image.id, 'id');
  image.name = stringOf(image.name, 'name');
  image.digest = stringOf(image.digest, 'digest');
  image.compressedSize = int64Of(image.compressedSize, 'compressedSize');
  if (image.config === null) delete image.config;
  else optionalBlob(image.config, 'config');
  image.layers = blobs(image.layers, 'layers');
  image.tags = stringsOf(image.tags, 'tags');
  image.createdAt = stringOf(image.createdAt, 'createdAt');
  image.platforms = stringsOf(image.platforms, 'platforms');
  return image;
}

function readBlob(json: unknown): Blob;
function readBlob(json: unknown): object {
  const blob = readMembers(json);
  blob.id = stringOf(blob.id, 'id');
  blob.digest = stringOf(blob.digest, 'digest');
  blob.size = int64Of(blob.size, 'size');
  blob.urls = stringsOf(blob.urls, 'urls');
  return blob;
}

const optionalBlob = optional(readBlob);
const blobs = listOf(readBlob);
const optionalImage = optional(decodeImage);
const images = listOf(decodeImage);

/** Reads a page of images. */
export const decodePage: (json: unknown) => ListImagesResponse = fieldsOf({
  images,
  nextPageToken: stringOf,
});

/** Reads what a deletion would do. */
export const decodeDeletePreview: (json: unknown) => DeletePreview = fieldsOf({
  image: (value, name) => optionalImage(value, name) ?? decodeImage({}),
  tags: stringsOf,
  deletedCount: int32Of,
  parents: images,
  parentCount: int32Of,
  children: images,
  childCount: int32Of,
  orphanedChildren: images,
  orphanedChildCount: int32Of,
  referrers: images,
  referrerCount: int32Of,
  refusals: listOf(fieldsOf<DeleteRefusal>({ reason: stringOf, message: stringOf, subjects: stringsOf })),
  freedBytes: int64Of,
  etag: stringOf,
});

/** Reads an error. */
export const decodeStatus: (json: unknown) => Status = fieldsOf({
  code: int32Of,
  message: stringOf,
  details: listOf(readDetail),
});

const optionalMetadata = optional(fieldsOf<Operation['metadata']>({ imageId: stringOf }));

/** Reads an operation. */
export const decodeOperation: (json: unknown) => Operation = fieldsOf<Operation>({
  id: stringOf,
  description: stringOf,
  createdAt: stringOf,
  createdBy: stringOf,
  modifiedAt: stringOf,
  done: booleanOf,
  metadata: (value, name) => optionalMetadata(value, name) ?? { imageId: '' },
  error: optional(decodeStatus),
  // An Empty, which may come with the name of its type.
  response: optional(fieldsOf<Record<string, never>>({})),
});

/** An Any: the name of a type, and the fields of that type, which are not known here. */
function readDetail(json: unknown): StatusDetail {
  const { '@type': type, ...fields } = readMembers(json);
  return type === undefined || type === null ? fields : { '@type': stringOf(type, '@type'), ...fields };
}
