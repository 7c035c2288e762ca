/**
 * Messages as the protobuf JSON mapping writes them when it leaves out every field that holds its default value. A
 * reader that cannot do without those fields fails in the test.
 *
 * @see https://protobuf.dev/programming-guides/json/
 */
import type {
  Blob,
  DeletePreview,
  Image,
  WireBlob,
  WireDeletePreview,
  WireImage,
} from '@registry-images/model';

/** Writes an image. */
export function toWireImage(image: Image): WireImage {
  const { compressedSize, config, layers, tags, platforms, ...texts } = image;
  return {
    ...withoutEmpty(texts),
    ...(compressedSize !== '0' && { compressedSize }),
    ...(config && { config: toWireBlob(config) }),
    ...(layers.length > 0 && { layers: layers.map(toWireBlob) }),
    ...(tags.length > 0 && { tags }),
    ...(platforms.length > 0 && { platforms }),
  };
}

/** Writes what a deletion would do. */
export function toWirePreview(preview: DeletePreview): WireDeletePreview {
  const written = {
    ...preview,
    image: toWireImage(preview.image),
    parents: preview.parents.map(toWireImage),
    children: preview.children.map(toWireImage),
    orphanedChildren: preview.orphanedChildren.map(toWireImage),
    referrers: preview.referrers.map(toWireImage),
  };
  return Object.fromEntries(Object.entries(written).filter(([, value]) => !isDefault(value)));
}

function isDefault(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : value === 0 || value === '0';
}

function toWireBlob({ size, urls, ...texts }: Blob): WireBlob {
  return { ...withoutEmpty(texts), ...(size !== '0' && { size }), ...(urls.length > 0 && { urls }) };
}

function withoutEmpty(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));
}
