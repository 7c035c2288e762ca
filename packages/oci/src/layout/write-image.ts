import { isTag, type Digest } from '@registry-images/model';

import type { Abortable } from '../abortable.ts';
import { formatDescriptor, type Descriptor, type Platform } from '../descriptor.ts';
import { maxDocumentBytes } from '../document.ts';
import { OciError } from '../error.ts';
import { readNodes } from '../graph/read-nodes.ts';
import type { JsonObject } from '../json.ts';
import { mediaTypes } from '../media-type.ts';
import { withImage } from './index-entry.ts';
import type { ImageLayout, IndexEditor } from './layout.ts';

/** A layer to write. */
export interface LayerContent {
  readonly bytes: Uint8Array;
  /** E.g. that of a gzipped tar archive. */
  readonly mediaType: string;
  /** The digest of the layer's tar archive before compression. */
  readonly diffId: Digest;
}

/** The configuration to write, without what follows from the layers. */
export interface ConfigContent {
  readonly architecture: string;
  readonly os: string;
  readonly variant?: string;
  /** RFC 3339. */
  readonly created: string;
  /** One object a build step, in the form of the specification. */
  readonly history?: readonly JsonObject[];
  /** `Env`, `Cmd`, `Labels` and the like, in the form of the specification. */
  readonly config?: JsonObject;
}

/** An image to write: its layers from the base up, and its configuration. */
export interface ImageContent {
  readonly layers: readonly LayerContent[];
  readonly config: ConfigContent;
}

/** An index to write. */
export interface IndexContent {
  /** Manifests that are in the layout, and what each of them runs on. */
  readonly manifests: readonly { readonly descriptor: Descriptor; readonly platform: Platform }[];
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * Writes an image without entering it into `index.json`, as a part of an index to be pushed. Until then nothing
 * references it: a deletion leaves its blobs alone for a while only.
 *
 * @throws OciError as {@link ImageLayout.putBlob}.
 */
export async function putImage(layout: ImageLayout, { layers, config }: ImageContent): Promise<Descriptor> {
  const layerDescriptors: Descriptor[] = [];
  for (const { bytes, mediaType } of layers) layerDescriptors.push(await put(layout, mediaType, bytes));
  const rootfs = { type: 'layers', diff_ids: layers.map((layer) => layer.diffId) };
  return putDocument(layout, mediaTypes.manifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: formatDescriptor(await putDocument(layout, mediaTypes.imageConfig, { ...config, rootfs })),
    layers: layerDescriptors.map(formatDescriptor),
  });
}

/**
 * Writes an image and enters it under its tags; without any it stands untagged. A tag that another image has moves, and
 * that image stays.
 *
 * @throws OciError `INVALID_TAG`, `LOCKED`, and as {@link ImageLayout.putBlob}.
 */
export async function pushImage(
  layout: ImageLayout,
  { tags, ...content }: ImageContent & { readonly tags: readonly string[] },
  options: Abortable = {},
): Promise<Descriptor> {
  tags.forEach(assertTag);
  return layout.edit(async (index) => {
    const descriptor = await putImage(layout, content);
    await enter(index, descriptor, tags);
    return descriptor;
  }, options);
}

/**
 * Writes an index over manifests that are in the layout and enters it, as {@link pushImage} does. The manifests
 * themselves are not entered.
 *
 * @throws OciError `BLOB_NOT_FOUND` for a manifest that is not there, and as {@link pushImage}.
 */
export async function pushIndex(
  layout: ImageLayout,
  { manifests, annotations, tags }: IndexContent & { readonly tags: readonly string[] },
  options: Abortable = {},
): Promise<Descriptor> {
  tags.forEach(assertTag);
  return layout.edit(async (index) => {
    for (const { descriptor } of manifests) await assertStored(layout, descriptor);
    const descriptor = await putDocument(layout, mediaTypes.index, {
      schemaVersion: 2,
      mediaType: mediaTypes.index,
      manifests: manifests.map((child) =>
        formatDescriptor({ ...child.descriptor, platform: child.platform }),
      ),
      ...(annotations && { annotations }),
    });
    await enter(index, descriptor, tags);
    return descriptor;
  }, options);
}

/**
 * Gives an image one more tag. A tag that another image has moves. The image may be one that only an index lists.
 *
 * @throws OciError `IMAGE_NOT_FOUND`, `INVALID_TAG`, `LOCKED`, `IO`.
 */
export async function tagImage(
  layout: ImageLayout,
  digest: Digest,
  tag: string,
  options: Abortable = {},
): Promise<void> {
  assertTag(tag);
  await layout.edit(async (index) => {
    const roots = (await index.read(options)).map((entry) => entry.descriptor);
    const image =
      roots.find((root) => root.digest === digest) ??
      (await readNodes(layout, roots, options)).get(digest)?.descriptor;
    if (!image) throw new OciError('IMAGE_NOT_FOUND', `${layout.folder} has no image ${digest}.`, { digest });
    await enter(index, image, [tag]);
  }, options);
}

async function enter(index: IndexEditor, descriptor: Descriptor, tags: readonly string[]): Promise<void> {
  const names = tags.length > 0 ? tags : [undefined];
  const entries = await index.read();
  await index.write(names.reduce((all, tag) => withImage(all, descriptor, tag), entries));
}

async function putDocument(
  layout: ImageLayout,
  mediaType: string,
  document: JsonObject,
): Promise<Descriptor> {
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  if (bytes.length <= maxDocumentBytes) return put(layout, mediaType, bytes);
  const message = `A document of ${bytes.length} bytes is not written: at most ${maxDocumentBytes} are read again.`;
  throw new OciError('TOO_LARGE', message, { path: layout.folder });
}

async function put(layout: ImageLayout, mediaType: string, bytes: Uint8Array): Promise<Descriptor> {
  return { mediaType, digest: await layout.putBlob(bytes), size: bytes.length };
}

async function assertStored(layout: ImageLayout, { digest, size }: Descriptor): Promise<void> {
  if ((await layout.statBlob(digest))?.size === size) return;
  throw new OciError('BLOB_NOT_FOUND', `${layout.folder} has no manifest ${digest} of ${size} bytes.`, {
    digest,
  });
}

function assertTag(tag: string): void {
  if (isTag(tag)) return;
  throw new OciError('INVALID_TAG', `"${tag}" is not a tag: letters, digits, ".", "_" and "-", at most 128.`);
}
