import {
  normalizeImage,
  normalizeListImagesResponse,
  normalizeOperation,
  normalizeStatus,
  type Image,
  type ListImagesResponse,
  type Operation,
  type Status,
  type StatusDetail,
  type WireBlob,
  type WireImage,
  type WireListImagesResponse,
  type WireOperation,
  type WireStatus,
} from '@registry-images/model';

import { DecodeError } from './errors/decode-error.ts';
import {
  listOf,
  message,
  readBoolean,
  readInt32,
  readInt64,
  readObject,
  readString,
  type Read,
} from './proto-json.ts';

const readBlob: Read<WireBlob> = message<Required<WireBlob>>({
  id: readString,
  digest: readString,
  size: readInt64,
  urls: listOf(readString),
});

const readImage: Read<WireImage> = message<Required<WireImage>>({
  id: readString,
  name: readString,
  digest: readString,
  compressedSize: readInt64,
  config: readBlob,
  layers: listOf(readBlob),
  tags: listOf(readString),
  createdAt: readString,
});

const readPage: Read<WireListImagesResponse> = message<Required<WireListImagesResponse>>({
  images: listOf(readImage),
  nextPageToken: readString,
});

const readStatus: Read<WireStatus> = message<Required<WireStatus>>({
  code: readInt32,
  message: readString,
  details: listOf(readDetail),
});

const readOperation: Read<WireOperation> = message<Required<WireOperation>>({
  id: readString,
  description: readString,
  createdAt: readString,
  createdBy: readString,
  modifiedAt: readString,
  done: readBoolean,
  metadata: message<Required<NonNullable<WireOperation['metadata']>>>({
    '@type': readString,
    imageId: readString,
  }),
  error: readStatus,
  response: readEmpty,
});

/**
 * Reads the text of a body.
 *
 * @throws DecodeError if it is not JSON.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DecodeError('The answer is not JSON. Check that the base URL is that of the API.', '', {
      cause,
    });
  }
}

/** Reads an image. Like all readers here, it throws a DecodeError that points at the first wrong place. */
export function decodeImage(json: unknown): Image {
  return normalizeImage(readImage(json, ''));
}

/** Reads a page of images. */
export function decodePage(json: unknown): ListImagesResponse {
  return normalizeListImagesResponse(readPage(json, ''));
}

/** Reads an operation. */
export function decodeOperation(json: unknown): Operation {
  return normalizeOperation(readOperation(json, ''));
}

/** Reads an error. */
export function decodeStatus(json: unknown): Status {
  return normalizeStatus(readStatus(json, ''));
}

/** An Any: the name of a type, and the fields of that type, which are not known here. */
function readDetail(value: unknown, at: string): StatusDetail {
  const { '@type': type, ...fields } = readObject(value, at);
  return type === undefined || type === null
    ? fields
    : { '@type': readString(type, `${at}/@type`), ...fields };
}

/** An Empty, which may come with the name of its type. */
function readEmpty(value: unknown, at: string): Record<string, never> {
  readObject(value, at);
  return {};
}
