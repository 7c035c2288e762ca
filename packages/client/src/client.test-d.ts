import type { Image, Operation } from '@registry-images/model';
import { expectTypeOf } from 'vitest';

import {
  createImagesClient,
  isApiError,
  type ImagePage,
  type ImagesClient,
  type ImagesClientOptions,
  type ListImagesQuery,
  type OperationHandle,
} from './index.ts';
import type { Transport } from './transport.ts';

const baseUrl = 'http://127.0.0.1:8080';

/** Checked by the compiler; never called. */
export function optionsExcludeEachOther(): ImagesClientOptions[] {
  return [
    { baseUrl },
    { baseUrl, token: 't1' },
    { baseUrl, getToken: () => 't1' },
    { baseUrl, getToken: async ({ signal }) => String(signal.aborted) },
    // @ts-expect-error Either a token or a way to get one.
    { baseUrl, token: 't1', getToken: () => 't1' },
    // @ts-expect-error There is no default for where the service is.
    { token: 't1' },
    // @ts-expect-error A mistyped option is not ignored.
    { baseUrl, timeout: 5 },
  ];
}

/** Checked by the compiler; never called. */
export function scopesExcludeEachOther(): ListImagesQuery[] {
  return [
    {},
    { repositoryName: 'a/b', filterName: 'a/b', pageSize: 5 },
    { registryId: 'crp1', orderBy: [{ field: 'lastModified', direction: 'desc' }] },
    { folderId: 'b1g0' },
    // @ts-expect-error The service would ignore the registry.
    { repositoryName: 'a/b', registryId: 'crp1' },
    // @ts-expect-error The service would ignore the folder.
    { registryId: 'crp1', folderId: 'b1g0' },
    // @ts-expect-error The wire has created_at; this is not the wire.
    { orderBy: [{ field: 'created_at' }] },
  ];
}

/** Checked by the compiler; never called. */
export async function resultsAreTheTypesOfTheModel(client: ImagesClient, error: unknown): Promise<void> {
  expectTypeOf(createImagesClient).returns.toEqualTypeOf<ImagesClient>();
  expectTypeOf(await client.images.get('i')).toEqualTypeOf<Image>();
  expectTypeOf(await client.images.delete('i')).toEqualTypeOf<OperationHandle>();
  expectTypeOf(await client.operations.get('o')).toEqualTypeOf<Operation>();
  for await (const image of client.images.list()) expectTypeOf(image).toEqualTypeOf<Image>();
  for await (const page of client.images.list().byPage()) expectTypeOf(page).toEqualTypeOf<ImagePage>();
  if (isApiError(error)) expectTypeOf(error).toHaveProperty('code').toEqualTypeOf<'API'>();
  // @ts-expect-error A mistyped option of a call is not ignored, as it would be by openapi-fetch.
  await client.images.get('i', { timoutMs: 5 });
}

/** The types of openapi-fetch end in the transport: nothing comes out of it but JSON of which nothing is known. */
export function transportGivesUnknown(): void {
  expectTypeOf<Transport['listImages']>().returns.toEqualTypeOf<Promise<unknown>>();
  expectTypeOf<Transport['getImage']>().returns.toEqualTypeOf<Promise<unknown>>();
  expectTypeOf<Transport['deleteImage']>().returns.toEqualTypeOf<Promise<unknown>>();
  expectTypeOf<Transport['getOperation']>().returns.toEqualTypeOf<Promise<unknown>>();
}
