export type { ContentSource } from './content-source.ts';
export type { Abortable } from './abortable.ts';
export { annotationNames, createdAnnotation, tagOf } from './annotations.ts';
export { systemClock, type Clock } from './clock.ts';
export { type Descriptor, type Platform, parseDescriptor } from './descriptor.ts';
export { digestOf, type DigestAlgorithm } from './digest.ts';
export { createRegistry } from './distribution/create-registry.ts';
export { orAborted } from './distribution/deadline.ts';
export { referrersTagOf } from './distribution/referrers.ts';
export type {
  RegistryCredentials,
  RegistryLimits,
  RegistryOptions,
} from './distribution/registry-options.ts';
export type { ManifestOptions, PulledManifest, ReferrersOptions, Registry } from './distribution/registry.ts';
export { maxDocumentBytes, type ReadBlobOptions } from './document.ts';
export {
  isOciError,
  OciError,
  type ImageParent,
  type OciErrorCode,
  type OciErrorFacts,
  type RegistryReason,
} from './error.ts';
export { parseImageConfig, type ImageConfig } from './image-config.ts';
export type { JsonObject } from './json.ts';
export type { BlobStatus } from './layout/blob-store.ts';
export { deleteImage, type DeletedImage, type DeleteImageOptions } from './layout/delete-image.ts';
export {
  findLayout,
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
  type ImageEntry,
  type ImageGraph,
  type NodeContent,
  parentsOf,
  tagsIn,
} from './graph/image-graph.ts';
export { withImage, type IndexEntry } from './layout/index-entry.ts';
export {
  createLayout,
  type ImageLayout,
  type IndexEditor,
  type LayoutOptions,
  openLayout,
} from './layout/layout.ts';
export type { LockOptions } from './layout/lock.ts';
export { readNodes } from './graph/read-nodes.ts';
export { readGraph } from './layout/read-graph.ts';
export { readImageConfig, readManifest } from './graph/read-manifest.ts';
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
  isDocumentMediaType,
  isImageConfigMediaType,
  isIndexMediaType,
  isManifestMediaType,
  mediaTypes,
} from './media-type.ts';
