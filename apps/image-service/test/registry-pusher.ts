import { digestOf, mediaTypes, type Descriptor } from '@registry-images/oci';

/** Pushes straight by the protocol, which is much faster than a program for each image. */
export interface RegistryPusher {
  /** Any blob. */
  blob(repository: string, bytes: Uint8Array, mediaType?: string): Promise<Descriptor>;
  /** Any manifest, under each of the tags; without one by its digest alone. */
  manifest(repository: string, document: object, ...tags: readonly string[]): Promise<Descriptor>;
  /** An image of one layer with this text. */
  image(repository: string, text: string, ...tags: readonly string[]): Promise<Descriptor>;
  /** An index of what is in the repository. */
  index(repository: string, children: readonly object[], ...tags: readonly string[]): Promise<Descriptor>;
  /** Deletes a manifest, as somebody else would. */
  remove(repository: string, digest: string): Promise<void>;
}

/** The time at which all images were built. */
export const builtAt = '2026-10-01T12:00:00Z';

interface PushRequest {
  readonly method: string;
  readonly body?: Blob | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Makes a pusher for a registry; `headers` go with every request. */
export function createPusher(url: string, headers: Readonly<Record<string, string>> = {}): RegistryPusher {
  const send = async (path: string | URL, init: PushRequest, status: number): Promise<Response> => {
    const response = await fetch(new URL(path, url), { ...init, headers: { ...headers, ...init.headers } });
    const text = await response.text();
    if (response.status !== status) {
      throw new Error(`${init.method} ${String(path)}: ${response.status} ${text}`);
    }
    return response;
  };

  const blob: RegistryPusher['blob'] = async (repository, bytes, mediaType = mediaTypes.layerTarGzip) => {
    const digest = digestOf(bytes);
    const begun = await send(`/v2/${repository}/blobs/uploads/`, { method: 'POST' }, 202);
    const place = new URL(begun.headers.get('location') ?? '', url);
    place.searchParams.set('digest', digest);
    const body = new Blob([Uint8Array.from(bytes)]);
    await send(place, { method: 'PUT', body, headers: { 'content-type': 'application/octet-stream' } }, 201);
    return { mediaType, digest, size: bytes.length };
  };
  const manifest: RegistryPusher['manifest'] = async (repository, document, ...tags) => {
    const bytes = Buffer.from(JSON.stringify(document));
    const digest = digestOf(bytes);
    const mediaType = 'mediaType' in document ? String(document.mediaType) : mediaTypes.manifest;
    for (const reference of tags.length > 0 ? tags : [digest]) {
      const request = { method: 'PUT', body: bytes.toString(), headers: { 'content-type': mediaType } };
      await send(`/v2/${repository}/manifests/${reference}`, request, 201);
    }
    return { mediaType, digest, size: bytes.length };
  };
  return {
    blob,
    manifest,
    async image(repository, text, ...tags) {
      const bytes = Buffer.from(text);
      const layer = await blob(repository, bytes);
      const rootfs = { type: 'layers', diff_ids: [layer.digest] };
      const config = { architecture: 'amd64', os: 'linux', created: builtAt, rootfs };
      return manifest(
        repository,
        {
          schemaVersion: 2,
          mediaType: mediaTypes.manifest,
          config: await blob(repository, Buffer.from(JSON.stringify(config)), mediaTypes.imageConfig),
          layers: [layer],
        },
        ...tags,
      );
    },
    index: (repository, manifests, ...tags) =>
      manifest(repository, { schemaVersion: 2, mediaType: mediaTypes.index, manifests }, ...tags),
    async remove(repository, digest) {
      await send(`/v2/${repository}/manifests/${digest}`, { method: 'DELETE' }, 202);
    },
  };
}
