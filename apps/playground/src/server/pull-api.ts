import { isDigest, type Digest } from '@registry-images/model';
import { findLayout, openLayout, tagOf, type ImageLayout } from '@registry-images/oci';
import { Hono, type Context } from 'hono';

/** What {@link createPullApi} needs. */
export interface PullApiOptions {
  /** The folder of OCI image layouts. */
  readonly imagesFolder: string;
  /** What the names of all repositories begin with. */
  readonly registryId: string;
}

/** The largest blob that is served; the samples are far smaller. */
const maxBytes = 256 * 1024 * 1024;

/**
 * As much of a registry as pulls need, so that the commands that the bot shows do what they say. Nothing can be pushed.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pull
 */
export function createPullApi({ imagesFolder, registryId }: PullApiOptions): Hono {
  const api = new Hono();
  api.get('/*', async (context) => {
    // Asked first by all clients, to see whether this is a registry.
    if (/^\/v2\/?$/.test(context.req.path)) return context.json({});
    const [, registry, repository = '', kind, reference = ''] =
      /^\/v2\/([^/]+)\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(context.req.path) ?? [];
    const found = registry === registryId ? await findLayout(imagesFolder, repository) : undefined;
    if (!found) return refuse(context, 'NAME_UNKNOWN');
    const layout = await openLayout(found.folder);
    const digest = kind === 'manifests' ? await digestNamed(layout, reference) : reference;
    const bytes = digest !== undefined && isDigest(digest) ? await read(layout, digest) : undefined;
    const mediaType = kind === 'manifests' ? bytes && mediaTypeOf(bytes) : 'application/octet-stream';
    if (digest === undefined || !bytes || mediaType === undefined) {
      return refuse(context, kind === 'manifests' ? 'MANIFEST_UNKNOWN' : 'BLOB_UNKNOWN');
    }
    return context.body(bytes, 200, {
      'content-type': mediaType,
      'content-length': String(bytes.length),
      'docker-content-digest': digest,
    });
  });
  return api;
}

async function digestNamed(layout: ImageLayout, reference: string): Promise<string | undefined> {
  if (isDigest(reference)) return reference;
  const entries = await layout.readIndex();
  return entries.find(({ descriptor }) => tagOf(descriptor) === reference)?.descriptor.digest;
}

async function read(layout: ImageLayout, digest: Digest): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const status = await layout.statBlob(digest);
  return status && new Uint8Array(await layout.readBlob(status, { maxBytes }));
}

/** What a manifest says that it is: the samples all say it. Undefined for what is no manifest, such as a layer. */
function mediaTypeOf(bytes: Uint8Array): string | undefined {
  try {
    const manifest: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    const isObject = typeof manifest === 'object' && manifest !== null && 'mediaType' in manifest;
    return isObject && typeof manifest.mediaType === 'string' ? manifest.mediaType : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The codes are those of the specification. */
function refuse(context: Context, code: 'NAME_UNKNOWN' | 'MANIFEST_UNKNOWN' | 'BLOB_UNKNOWN'): Response {
  return context.json({ errors: [{ code, message: 'It is not in the registry of the playground.' }] }, 404);
}
