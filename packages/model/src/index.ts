export { formatAge } from './age.ts';
export { formatBytes } from './bytes.ts';
export { freedBytes, normalizeDeletePreview } from './delete-preview.ts';
export { isDigest, shortDigest, splitDigest, type Digest, type DigestParts } from './digest.ts';
export {
  blobBytes,
  compressedBytes,
  normalizeBlob,
  normalizeImage,
  normalizeListImagesResponse,
} from './image.ts';
export { parseInt64 } from './int64.ts';
export { normalizeOperation, normalizeStatus } from './operation.ts';
export {
  formatReference,
  isRepositoryName,
  isTag,
  parseReference,
  type ImageReference,
  type ParsedReference,
} from './reference.ts';
export { isResourceId } from './resource-id.ts';
export type {
  ApiPaths,
  Blob,
  DeletePreview,
  DeleteRefusal,
  Image,
  ListImagesResponse,
  Operation,
  Status,
  StatusDetail,
  WireBlob,
  WireDeletePreview,
  WireImage,
  WireListImagesResponse,
  WireOperation,
  WireStatus,
} from './schema.ts';
export {
  httpStatusOf,
  statusCodeName,
  statusCodeNumber,
  statusCodeOfHttp,
  statusCodes,
  type StatusCode,
} from './status-code.ts';
