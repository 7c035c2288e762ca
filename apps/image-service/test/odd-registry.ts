import type { Digest } from '@registry-images/model';
import { digestOf, mediaTypes, type Descriptor } from '@registry-images/oci';
import { startOddServer, type Reply, type Script } from '@registry-images/testing';

import { hastyClock } from './step-clock.ts';
import { makeSyncedSource, type SyncedSource } from './synced-source.ts';

/** A document, with what a registry answers for it. */
export interface OddDocument {
  readonly digest: Digest;
  readonly reply: Reply;
  readonly descriptor: Descriptor;
}

/** Makes a document of these fields. */
export function documentOf(fields: object, mediaType: string = mediaTypes.manifest): OddDocument {
  const text = JSON.stringify({ schemaVersion: 2, mediaType, ...fields });
  const digest = digestOf(Buffer.from(text));
  const headers = { 'content-type': mediaType, 'docker-content-digest': digest };
  return { digest, reply: { headers, body: text }, descriptor: { mediaType, digest, size: text.length } };
}

/** Makes an image that is not asked for its configuration, because it says itself when it was built. */
export function imageOf(text: string, fields: object = {}): OddDocument {
  return documentOf({
    config: { mediaType: mediaTypes.imageConfig, digest: digestOf(Buffer.from(text)), size: text.length },
    layers: [],
    annotations: { 'org.opencontainers.image.created': '2026-10-01T00:00:00Z' },
    ...fields,
  });
}

/** What a registry answers to `If-None-Match`. */
export const notModified: Reply = { status: 304 };
/** What it answers for a manifest that is not there. */
export const missing: Reply = { status: 404, body: { errors: [{ code: 'MANIFEST_UNKNOWN', message: '' }] } };
/** What it answers for a repository that is not there. */
export const unknownRepository: Reply = {
  status: 404,
  body: { errors: [{ code: 'NAME_UNKNOWN', message: '' }] },
};
/** What it answers for a part of the API that it does not have. */
export const noApi: Reply = { status: 404, body: '404 page not found' };

/** The request for its repositories. */
export const catalogLine = 'GET /v2/_catalog?n=1000';
/** The catalog that has the repository `app` alone. */
export const catalog: Reply = { body: { repositories: ['app'] } };
/** The request for the tags of `app`. */
export const tagsLine = 'GET /v2/app/tags/list?n=1000';

/** The tags of `app`. */
export function tagsOf(...tags: string[]): Reply {
  return { body: { name: 'app', tags } };
}

/** The request for a manifest of `app`, by its tag or digest. */
export function manifestLine(reference: string): string {
  return `GET /v2/app/manifests/${reference}`;
}

/** The request for what says something about a manifest of `app`. */
export function referrersLine(digest: string): string {
  return `GET /v2/app/referrers/${digest}`;
}

/** An index, which is what a registry answers to that. */
export function listOf(...manifests: object[]): Reply {
  return {
    headers: { 'content-type': mediaTypes.index },
    body: { schemaVersion: 2, mediaType: mediaTypes.index, manifests },
  };
}

/** A source over a registry that answers by a script; it has the repository `app`, unless the script says otherwise. */
export async function makeOddRegistry(script: Script): Promise<SyncedSource> {
  const server = await startOddServer({ [catalogLine]: catalog, ...script });
  return makeSyncedSource({ kind: 'distribution', url: server.origin }, hastyClock);
}
