import { splitDigest, type Digest } from '@registry-images/model';

import type { Abortable } from '../abortable.ts';
import type { Descriptor } from '../descriptor.ts';
import { maxDocumentBytes } from '../document.ts';
import { isOciError, OciError } from '../error.ts';
import { parseIndex } from '../manifest.ts';
import { mediaTypes } from '../media-type.ts';
import { checkDigest, checkRepository } from './arguments.ts';
import { withoutSecrets, type Answer } from './exchange.ts';
import { pullManifest } from './manifests.ts';
import { readPages, type PageLimits } from './pages.ts';
import { isPage } from './refusal.ts';
import type { ReferrersOptions } from './registry.ts';
import type { Send } from './request.ts';

/**
 * The tag under which clients list the referrers of a manifest where the registry has no API for them, e.g.
 * `sha256-4f06…`.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema
 */
export function referrersTagOf(digest: Digest): string {
  const { algorithm, encoded } = splitDigest(digest);
  return `${algorithm.slice(0, 32)}-${encoded.slice(0, 64)}`.replaceAll(/[^A-Za-z0-9._-]/g, '-');
}

/**
 * The referrers of a manifest, as `Registry.referrers` tells. Registries need not look at `artifactType`, so what they
 * answer is always looked through.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers
 */
export async function listReferrers(
  send: Send,
  repository: string,
  digest: Digest,
  { artifactType, limits, signal }: ReferrersOptions & { readonly limits: PageLimits },
): Promise<readonly Descriptor[]> {
  const query = artifactType === undefined ? '' : `?artifactType=${encodeURIComponent(artifactType)}`;
  const request = {
    path: `/v2/${checkRepository(repository)}/referrers/${checkDigest(digest)}${query}`,
    scope: `repository:${repository}:pull`,
    headers: { accept: mediaTypes.index },
    expect: [200, 404],
    // CNCF Distribution 2.8, which does not have it, answers in plain text.
    bareNotFound: true,
    limits,
    signal,
  };
  const referrers = new Map<Digest, Descriptor>();
  for await (const page of readPages(send, request)) {
    const descriptors =
      page.status === 404 ? await taggedReferrers(send, repository, digest, signal) : referrersIn(page);
    for (const descriptor of descriptors) {
      if (artifactType === undefined || descriptor.artifactType === artifactType)
        referrers.set(descriptor.digest, descriptor);
    }
  }
  return [...referrers.values()];
}

/** Whether the registry has an API for referrers, as `Registry.hasReferrersApi` tells. */
export async function hasReferrersApi(
  send: Send,
  repository: string,
  digest: Digest,
  { signal }: Abortable,
): Promise<boolean> {
  const request = {
    path: `/v2/${checkRepository(repository)}/referrers/${checkDigest(digest)}`,
    scope: `repository:${repository}:pull`,
    headers: { accept: mediaTypes.index },
    maxBytes: maxDocumentBytes,
    signal,
  };
  try {
    const answer = await send({ ...request, expect: [200, 404], bareNotFound: true });
    return answer.status === 200 && !isPage(answer);
  } catch (error) {
    // Registries without it answer in many ways; what only passes by itself says nothing.
    if (isOciError(error, 'DENIED', 'REFUSED', 'UNSUPPORTED', 'UNEXPECTED_ANSWER')) return false;
    throw error;
  }
}

async function taggedReferrers(
  send: Send,
  repository: string,
  digest: Digest,
  signal: AbortSignal | undefined,
): Promise<readonly Descriptor[]> {
  const found = await pullManifest(send, repository, referrersTagOf(digest), { signal });
  // Somebody may have pushed an image under that name.
  if (typeof found !== 'object' || found.content.kind !== 'index') return [];
  return found.content.manifests;
}

function referrersIn({ url, headers, body }: Answer): readonly Descriptor[] {
  try {
    return parseIndex(body, headers.get('content-type') ?? '').manifests;
  } catch (cause) {
    if (!isOciError(cause)) throw cause;
    const where = withoutSecrets(url);
    throw new OciError(cause.code, `GET ${where}: the referrers cannot be read: ${cause.message}`, {
      url: where,
      cause,
    });
  }
}
