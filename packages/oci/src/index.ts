export { annotationNames, createdAnnotation, tagOf } from './annotations.ts';
export { type Descriptor, type Platform, parseDescriptor } from './descriptor.ts';
export { digestOf, type DigestAlgorithm } from './digest.ts';
export { isOciError, OciError, type ImageParent, type OciErrorCode, type OciErrorFacts } from './error.ts';
export { parseImageConfig, type ImageConfig } from './image-config.ts';
export type { JsonObject } from './json.ts';
export { type BlobStatus, maxDocumentBytes, type ReadBlobOptions } from './layout/blob-store.ts';
export type { Clock } from './layout/clock.ts';
export { deleteImage, type DeletedImage, type DeleteImageOptions } from './layout/delete-image.ts';
export {
  findLayouts,
  type FoundLayout,
  type FoundLayouts,
  type RefusedFolder,
} from './layout/find-layouts.ts';
export type { FreedBlobs } from './layout/free-blobs.ts';
export {
  blobsOf,
  childrenOf,
  type GraphNode,
  type ImageGraph,
  type NodeContent,
  parentsOf,
} from './layout/graph.ts';
export { tagsIn, withImage, type IndexEntry } from './layout/index-entry.ts';
export {
  type Abortable,
  createLayout,
  type ImageLayout,
  type IndexEditor,
  type LayoutOptions,
  openLayout,
} from './layout/layout.ts';
export type { LockOptions } from './layout/lock.ts';
export { readGraph, readNodes } from './layout/read-graph.ts';
export { readImageConfig, readManifest } from './layout/read-manifest.ts';
export {
  type ConfigContent,
  type ImageContent,
  type IndexContent,
  type LayerContent,
  pushImage,
  pushIndex,
  putImage,
  tagImage,
} from './layout/write-image.ts';
export { type ImageIndex, type ImageManifest, parseIndex, parseManifest } from './manifest.ts';
export {
  baseMediaType,
  isImageConfigMediaType,
  isIndexMediaType,
  isManifestMediaType,
  mediaTypes,
} from './media-type.ts';
