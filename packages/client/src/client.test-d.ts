import type { DeletePreview, Image, Operation } from '@registry-images/model';
import { expectTypeOf } from 'vitest';

import {
  createImagesClient,
  isApiError,
  isImagesError,
  type CallOptions,
  type Credential,
  type ErrorDetail,
  type ImagePage,
  type ImagesClient,
  type ImagesClientOptions,
  type ListImagesQuery,
  type Logger,
  type OperationHandle,
  type OperationState,
} from './index.ts';

const baseUrl = 'http://127.0.0.1:8080';

/** Checked by the compiler; never called. */
export function optionsAreOnlyThese(credential: Credential): ImagesClientOptions[] {
  return [
    { baseUrl },
    { baseUrl, credential },
    // @ts-expect-error A token is no credential, but makes one: createTokenCredential.
    { baseUrl, credential: 't1' },
    // @ts-expect-error There is no default for where the service is.
    { credential },
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
  const preview = await client.images.previewDelete('i', { deleteReferrers: true });
  expectTypeOf(preview.tags).toExtend<readonly string[]>();
  if (preview.isComplete) expectTypeOf(preview).toExtend<DeletePreview>();
  // @ts-expect-error What is not complete does not tell who contains the image.
  else expectTypeOf(preview.parents).toEqualTypeOf<Image[]>();
  // @ts-expect-error A preview deletes nothing that could have changed.
  await client.images.previewDelete('i', { ifMatch: 'sha256:a' });
  if (isApiError(error)) expectTypeOf(error).toHaveProperty('code').toEqualTypeOf<'API'>();
  // @ts-expect-error A mistyped option of a call is not ignored, as it would be by openapi-fetch.
  await client.images.get('i', { timoutMs: 5 });
}

/** Checked by the compiler; never called. */
export async function handlesGoThroughJson(client: ImagesClient, handle: OperationHandle): Promise<void> {
  expectTypeOf(handle.toJSON()).toEqualTypeOf<OperationState>();
  expectTypeOf(client.operations.resume(handle.toJSON())).toEqualTypeOf<OperationHandle>();
  client.operations.resume({ imageId: 'i', operation: { id: 'o' } });
  // @ts-expect-error Without the image, errors could not say what they are about.
  client.operations.resume({ operation: { id: 'o' } });
  expectTypeOf(await client.images.list().first(3)).toEqualTypeOf<Image[]>();
}

/** Checked by the compiler; never called. */
export function detailsAreToldApartByTheirType(error: unknown): unknown {
  if (!isImagesError(error)) return undefined;
  expectTypeOf(error.details).toEqualTypeOf<readonly ErrorDetail[]>();
  expectTypeOf(error.attempts).toEqualTypeOf<number>();
  const [detail] = error.details;
  if (detail?.type === 'RetryInfo') expectTypeOf(detail.retryDelayMs).toEqualTypeOf<number>();
  if (detail?.type === 'ErrorInfo') expectTypeOf(detail.reason).toEqualTypeOf<string>();
  // @ts-expect-error Only some details have a reason.
  return detail?.reason;
}

/** Checked by the compiler; never called. */
export function callsTakeWhatTheyKnow(logger: Logger): (CallOptions | ImagesClientOptions)[] {
  return [
    { retry: { maxAttempts: 1 } },
    { onResponse: ({ httpStatus, headers }) => `${httpStatus} ${headers.get('date')}` },
    { baseUrl, logger, retry: { attemptTimeoutMs: 5 } },
    // @ts-expect-error A mistyped option is not ignored.
    { retry: { attempts: 1 } },
    // @ts-expect-error Only a deletion has a key.
    { idempotencyKey: 'mine' } satisfies CallOptions,
  ];
}
