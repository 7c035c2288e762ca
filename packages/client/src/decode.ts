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
  int32Of,
  int64Of,
  messageOf,
  messagesOf,
  readMembers,
  stringOf,
  stringsOf,
  WrongValueError,
  type Members,
} from './proto-json.ts';

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
  return decode(json, readImage);
}

/** Reads a page of images. */
export function decodePage(json: unknown): ListImagesResponse {
  return decode(json, (page) => ({
    images: messagesOf(page, 'images', readImage),
    nextPageToken: stringOf(page, 'nextPageToken'),
  }));
}

/** Reads what a deletion would do. */
export function decodeDeletePreview(json: unknown): DeletePreview {
  return decode(json, (preview) => ({
    image: messageOf(preview, 'image', readImage) ?? readImage({}),
    tags: stringsOf(preview, 'tags'),
    deletedCount: int32Of(preview, 'deletedCount'),
    parents: messagesOf(preview, 'parents', readImage),
    parentCount: int32Of(preview, 'parentCount'),
    children: messagesOf(preview, 'children', readImage),
    childCount: int32Of(preview, 'childCount'),
    orphanedChildren: messagesOf(preview, 'orphanedChildren', readImage),
    orphanedChildCount: int32Of(preview, 'orphanedChildCount'),
    referrers: messagesOf(preview, 'referrers', readImage),
    referrerCount: int32Of(preview, 'referrerCount'),
    refusals: messagesOf(preview, 'refusals', readRefusal),
    freedBytes: int64Of(preview, 'freedBytes'),
    etag: stringOf(preview, 'etag'),
  }));
}

/** Reads an operation. */
export function decodeOperation(json: unknown): Operation {
  return decode(json, (operation) => {
    const error = messageOf(operation, 'error', readStatus);
    const response = messageOf(operation, 'response', readEmpty);
    return {
      id: stringOf(operation, 'id'),
      description: stringOf(operation, 'description'),
      createdAt: stringOf(operation, 'createdAt'),
      createdBy: stringOf(operation, 'createdBy'),
      modifiedAt: stringOf(operation, 'modifiedAt'),
      done: booleanOf(operation, 'done'),
      metadata: messageOf(operation, 'metadata', readMetadata) ?? { imageId: '' },
      ...(error && { error }),
      ...(response && { response }),
    };
  });
}

/** Reads an error. */
export function decodeStatus(json: unknown): Status {
  return decode(json, readStatus);
}

function decode<T>(json: unknown, read: (members: Members) => T): T {
  try {
    return read(readMembers(json));
  } catch (error) {
    if (!(error instanceof WrongValueError)) throw error;
    const { pointer, expected } = error;
    const place = pointer === '' ? 'The answer' : `${pointer} in the answer`;
    throw new DecodeError(
      `${place} is not ${expected}. Check that the base URL is that of the API.`,
      pointer,
    );
  }
}

function readImage(image: Members): Image {
  const config = messageOf(image, 'config', readBlob);
  return {
    id: stringOf(image, 'id'),
    name: stringOf(image, 'name'),
    digest: stringOf(image, 'digest'),
    compressedSize: int64Of(image, 'compressedSize'),
    ...(config && { config }),
    layers: messagesOf(image, 'layers', readBlob),
    tags: stringsOf(image, 'tags'),
    createdAt: stringOf(image, 'createdAt'),
  };
}

function readBlob(blob: Members): Blob {
  return {
    id: stringOf(blob, 'id'),
    digest: stringOf(blob, 'digest'),
    size: int64Of(blob, 'size'),
    urls: stringsOf(blob, 'urls'),
  };
}

function readRefusal(refusal: Members): DeleteRefusal {
  return {
    reason: stringOf(refusal, 'reason'),
    message: stringOf(refusal, 'message'),
    subjects: stringsOf(refusal, 'subjects'),
  };
}

function readStatus(status: Members): Status {
  return {
    code: int32Of(status, 'code'),
    message: stringOf(status, 'message'),
    details: messagesOf(status, 'details', readDetail),
  };
}

function readMetadata(metadata: Members): Operation['metadata'] {
  return { imageId: stringOf(metadata, 'imageId') };
}

/** An Any: the name of a type, and the fields of that type, which are not known here. */
function readDetail(detail: Members): StatusDetail {
  const { '@type': type, ...fields } = detail;
  return type === undefined || type === null ? fields : { '@type': stringOf(detail, '@type'), ...fields };
}

/** An Empty, which may come with the name of its type. */
function readEmpty(): Record<string, never> {
  return {};
}
