import { isDigest, type Digest } from '@registry-images/model';

import type { Descriptor } from '../descriptor.ts';
import { algorithmOf, digestOf } from '../digest.ts';
import { maxDocumentBytes, parseDocument } from '../document.ts';
import { isOciError, OciError } from '../error.ts';
import { listedDigests } from '../listed-digests.ts';
import { baseMediaType, isIndexMediaType, isManifestMediaType, mediaTypes } from '../media-type.ts';
import { checkDigest, checkReference, checkRepository } from './arguments.ts';
import { withoutSecrets, type Answer } from './exchange.ts';
import { isPage, unexpected } from './refusal.ts';
import type { ManifestOptions, PulledManifest } from './registry.ts';
import type { Send } from './request.ts';

/**
 * All that is understood, in every request. Without the right type CNCF Distribution says of an OCI manifest that it is
 * not there, and turns a Docker one into another, older one, with a digest that cannot be deleted.
 */
const manifestTypes: string = [
  mediaTypes.index,
  mediaTypes.manifest,
  mediaTypes.dockerIndex,
  mediaTypes.dockerManifest,
].join(', ');

/**
 * Reads a manifest or an index, as `Registry.manifest` tells.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests
 */
export async function pullManifest(
  send: Send,
  repository: string,
  reference: string,
  { ifNoneMatch, signal }: ManifestOptions,
): Promise<PulledManifest | 'not-modified' | undefined> {
  const answer = await send({
    path: `/v2/${checkRepository(repository)}/manifests/${checkReference(reference)}`,
    scope: `repository:${repository}:pull`,
    headers: {
      accept: manifestTypes,
      ...(ifNoneMatch !== undefined && { 'if-none-match': `"${checkDigest(ifNoneMatch)}"` }),
    },
    expect: ifNoneMatch === undefined ? [200, 404] : [200, 304, 404],
    maxBytes: maxDocumentBytes,
    signal,
  });
  if (answer.status === 404) return undefined;
  if (answer.status === 304) return 'not-modified';
  if (isPage(answer)) throw unexpected(answer, 'this is a web page and no manifest; check the URL');

  const descriptor = descriptorOf(answer, isDigest(reference) ? reference : undefined);
  return { descriptor, bytes: answer.body, content: contentOf(answer, descriptor) };
}

/** What was sent, by its bytes: what headers say is believed only where the bytes agree. */
function descriptorOf(answer: Answer, wanted: Digest | undefined): Descriptor {
  const { body, headers } = answer;
  const announced = headers.get('docker-content-digest') ?? undefined;
  if (announced !== undefined && !isDigest(announced)) {
    throw unexpected(answer, 'its Docker-Content-Digest is no digest');
  }
  for (const digest of new Set([wanted, announced])) if (digest !== undefined) verify(answer, digest);
  return {
    mediaType: baseMediaType(headers.get('content-type') ?? ''),
    digest: wanted ?? announced ?? digestOf(body),
    size: body.length,
  };
}

function verify({ url, body }: Answer, digest: Digest): void {
  const found = digestOf(body, algorithmOf(digest));
  if (found === digest) return;
  const message = `GET ${withoutSecrets(url)}: the manifest should have the digest ${digest}, but has ${found}.`;
  throw new OciError('DIGEST_MISMATCH', message, { digest, url: withoutSecrets(url) });
}

function contentOf({ url, body }: Answer, { mediaType, digest }: Descriptor): PulledManifest['content'] {
  const place = withoutSecrets(url);
  const facts = () => {
    const children = listedDigests(body);
    return { digest, url: place, ...(children && { children }) };
  };
  if (!isIndexMediaType(mediaType) && !isManifestMediaType(mediaType)) {
    const kind = mediaType === '' ? 'no kind at all' : `the kind ${mediaType}`;
    const message = `GET ${place}: ${digest} is of ${kind}, which is not known.`;
    throw new OciError('UNSUPPORTED_MEDIA_TYPE', message, facts());
  }
  try {
    return parseDocument(body, mediaType);
  } catch (cause) {
    if (!isOciError(cause)) throw cause;
    throw new OciError(cause.code, `GET ${place}: ${digest} cannot be read: ${cause.message}`, {
      ...facts(),
      cause,
    });
  }
}
