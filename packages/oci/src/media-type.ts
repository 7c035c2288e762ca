/**
 * The media types of manifests, indexes and configurations, in OCI's and in Docker's naming. Docker's are the older
 * names of the same formats and registries still hold both.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/media-types.md
 */
export const mediaTypes = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  imageConfig: 'application/vnd.oci.image.config.v1+json',
  layerTarGzip: 'application/vnd.oci.image.layer.v1.tar+gzip',
  dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerImageConfig: 'application/vnd.docker.container.image.v1+json',
} as const;

/** A media type without its parameters, in lower case: what is left of a `Content-Type` to compare. */
export function baseMediaType(contentType: string): string {
  const [base = ''] = contentType.split(';', 1);
  return base.trim().toLowerCase();
}

/** Whether this is an index: a list of manifests, one per platform. Docker calls it a manifest list. */
export function isIndexMediaType(contentType: string): boolean {
  const base = baseMediaType(contentType);
  return base === mediaTypes.index || base === mediaTypes.dockerIndex;
}

/** Whether this is the manifest of a single image. */
export function isManifestMediaType(contentType: string): boolean {
  const base = baseMediaType(contentType);
  return base === mediaTypes.manifest || base === mediaTypes.dockerManifest;
}

/** Whether this is the configuration of a container image, which is the only kind that may be read as one. */
export function isImageConfigMediaType(contentType: string): boolean {
  const base = baseMediaType(contentType);
  return base === mediaTypes.imageConfig || base === mediaTypes.dockerImageConfig;
}

/**
 * Whether something in the place of a manifest could be one of a kind that is not known here: Docker's schema 1, the
 * withdrawn OCI artifact manifest, whatever comes next. All of them are JSON; layers never are. What such a manifest
 * references cannot be told.
 */
export function isUnknownManifestMediaType(contentType: string): boolean {
  const base = baseMediaType(contentType);
  const isJson = base.endsWith('+json') || base.endsWith('+prettyjws') || base === 'application/json';
  return isJson && !isIndexMediaType(base) && !isManifestMediaType(base);
}

/** Whether this is what stands in the place of a manifest, of whichever kind: a manifest, an index, or one that is not known here. */
export function isDocumentMediaType(contentType: string): boolean {
  return (
    isManifestMediaType(contentType) ||
    isIndexMediaType(contentType) ||
    isUnknownManifestMediaType(contentType)
  );
}
