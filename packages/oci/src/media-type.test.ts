import { describe, expect, it } from 'vitest';

import {
  isImageConfigMediaType,
  isIndexMediaType,
  isManifestMediaType,
  isDocumentMediaType,
  isUnknownManifestMediaType,
  mediaTypes,
} from './media-type.ts';

describe('isIndexMediaType', () => {
  it('knows the index of OCI and the manifest list of Docker', () => {
    expect(isIndexMediaType(mediaTypes.index)).toBe(true);
    expect(isIndexMediaType(mediaTypes.dockerIndex)).toBe(true);
    expect(isIndexMediaType(mediaTypes.manifest)).toBe(false);
  });

  it('ignores the parameters and the case of a Content-Type', () => {
    expect(isIndexMediaType('Application/vnd.oci.image.index.v1+JSON ; charset=utf-8')).toBe(true);
  });
});

describe('isManifestMediaType', () => {
  it('knows the manifests of OCI and Docker, and not schema 1', () => {
    expect(isManifestMediaType(mediaTypes.manifest)).toBe(true);
    expect(isManifestMediaType(mediaTypes.dockerManifest)).toBe(true);
    expect(isManifestMediaType('application/vnd.docker.distribution.manifest.v1+prettyjws')).toBe(false);
  });
});

describe('isImageConfigMediaType', () => {
  it('knows images, and neither charts nor empty configurations', () => {
    expect(isImageConfigMediaType(mediaTypes.imageConfig)).toBe(true);
    expect(isImageConfigMediaType(mediaTypes.dockerImageConfig)).toBe(true);
    expect(isImageConfigMediaType('application/vnd.cncf.helm.config.v1+json')).toBe(false);
    expect(isImageConfigMediaType('application/vnd.oci.empty.v1+json')).toBe(false);
  });
});

describe('isUnknownManifestMediaType', () => {
  it('takes other JSON for a manifest of an unknown kind, and a layer for a layer', () => {
    expect(isUnknownManifestMediaType('application/vnd.docker.distribution.manifest.v1+prettyjws')).toBe(
      true,
    );
    expect(isUnknownManifestMediaType('application/vnd.oci.artifact.manifest.v1+json')).toBe(true);
    expect(isUnknownManifestMediaType(mediaTypes.manifest)).toBe(false);
    expect(isUnknownManifestMediaType(mediaTypes.layerTarGzip)).toBe(false);
    expect(isUnknownManifestMediaType('application/vnd.buildkit.cacheconfig.v0')).toBe(false);
  });
});

describe('isDocumentMediaType', () => {
  it.each([
    mediaTypes.manifest,
    mediaTypes.index,
    'application/vnd.docker.distribution.manifest.v1+prettyjws',
  ])('is true for %s', (mediaType) => expect(isDocumentMediaType(mediaType)).toBe(true));
  it('is false for a layer', () => expect(isDocumentMediaType(mediaTypes.layerTarGzip)).toBe(false));
});
