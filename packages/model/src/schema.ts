/**
 * Our names for the types that are generated from the OpenAPI description. This is the only file that imports the
 * generated one, so that the generator can be replaced.
 *
 * A `Wire…` type is what a message may look like on the wire: the protobuf JSON mapping leaves out every field that
 * holds its default value. The type without the prefix is the same message with those fields filled in, by the
 * functions of `image.ts` and `operation.ts`.
 *
 * @see https://protobuf.dev/programming-guides/json/
 */
import type { components, paths } from './generated/openapi.ts';

type Schemas = components['schemas'];

/**
 * Every path of the API with its methods, parameters and answers, for a client that is typed by them.
 *
 * @see https://yandex.cloud/en/docs/container-registry/api-ref
 */
export type ApiPaths = paths;

/**
 * An image as it may look on the wire.
 *
 * @see https://yandex.cloud/en/docs/container-registry/api-ref/Image/get
 */
export type WireImage = Schemas['Image'];
/**
 * A blob as it may look on the wire.
 *
 * @see https://yandex.cloud/en/docs/container-registry/api-ref/Image/get
 */
export type WireBlob = Schemas['Blob'];
/**
 * An operation as it may look on the wire.
 *
 * @see https://yandex.cloud/en/docs/api-design-guide/concepts/operation
 */
export type WireOperation = Schemas['Operation'];
/**
 * A page of images as it may look on the wire.
 *
 * @see https://yandex.cloud/en/docs/container-registry/api-ref/Image/list
 */
export type WireListImagesResponse = Schemas['ListImagesResponse'];
/**
 * What a deletion would do, as it may look on the wire; an extension of the image service.
 *
 * @see https://google.aip.dev/163
 */
export type WireDeletePreview = Schemas['DeletePreview'];
/**
 * An error as it may look on the wire.
 *
 * @see https://github.com/googleapis/googleapis/blob/master/google/rpc/status.proto
 */
export type WireStatus = Schemas['Status'];

/**
 * A fact about an error: its protobuf type under `@type`, and what that type has.
 *
 * @see https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto
 */
export type StatusDetail = Schemas['StatusDetail'];

/**
 * One content-addressed piece of an image. `size` is bytes as a decimal string: see `blobBytes`.
 *
 * @see https://yandex.cloud/en/docs/container-registry/api-ref/Image/get
 */
export type Blob = Required<WireBlob>;

/**
 * A container image: one manifest of a repository, with every tag that points at it. `compressedSize` is bytes as a
 * decimal string: see `compressedBytes`. A multi-arch index has no `config`. `createdAt` is RFC 3339, or empty where
 * the registry does not say. `platforms`, e.g. `linux/arm/v7`, is an extension of the image service, and empty where they
 * are not known.
 *
 * @see https://yandex.cloud/en/docs/container-registry/api-ref/Image/get
 */
export type Image = Required<Omit<WireImage, 'config' | 'layers'>> & {
  /** The configuration; left out for a multi-arch index, which has none. */
  config?: Blob;
  /** The layers, the lowest first; none for a multi-arch index. */
  layers: Blob[];
};

/**
 * An error, as google.rpc.Status: `code` is a google.rpc.Code, see `statusCodeName`.
 *
 * @see https://github.com/googleapis/googleapis/blob/master/google/rpc/status.proto
 */
export type Status = Required<WireStatus>;

/**
 * Work that goes on after the call that started it. `error` or `response` is set once `done` is true.
 *
 * @see https://yandex.cloud/en/docs/api-design-guide/concepts/operation
 */
export type Operation = Required<Omit<WireOperation, 'error' | 'response' | 'metadata'>> & {
  /** What it is about. */
  metadata: {
    /** The image that it deletes; empty where the service does not say. */
    imageId: string;
  };
  /** Why it failed. It counts once `done` is true. */
  error?: Status;
  /** Empty: there is nothing to say about an image that is gone. */
  response?: Record<string, never>;
};

/**
 * A reason to refuse a deletion. `reason` is e.g. `REFERENCED`, `PROTECTED_TAG`; there may be others in the future.
 *
 * @see https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto
 */
export type DeleteRefusal = Required<Schemas['DeleteRefusal']>;

/** The lists of images in a {@link DeletePreview}. */
type PreviewLists = 'parents' | 'children' | 'orphanedChildren' | 'referrers';

/**
 * What deleting an image would do; an extension of the image service. Each list has at most 100 images, and the count
 * beside it is of all. `freedBytes` is bytes as a decimal string: see `freedBytes`.
 *
 * @see https://google.aip.dev/163
 */
export type DeletePreview = Required<Omit<WireDeletePreview, PreviewLists | 'image' | 'refusals'>> &
  Record<PreviewLists, Image[]> & {
    /** The image that would be deleted. */
    image: Image;
    /** Why the deletion would be refused; none if it would not. */
    refusals: DeleteRefusal[];
  };

/**
 * One page of images; the list has ended when `nextPageToken` is empty.
 *
 * @see https://yandex.cloud/en/docs/container-registry/api-ref/Image/list
 */
export interface ListImagesResponse {
  /** The images of the page. A page without any need not be the last. */
  images: Image[];
  /** Where the next page begins; empty on the last page. */
  nextPageToken: string;
}
