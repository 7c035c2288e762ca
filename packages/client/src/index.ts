export { createImagesClient, type ImagesClient, type ImagesClientOptions } from './client.ts';
export type { CallOptions, ResponseInfo } from './call-options.ts';
export type { Clock } from './clock.ts';
export type { Credential, TokenRequest } from './credential.ts';
export type { ErrorDetail } from './error-details.ts';
export { ApiError, isApiError, type ApiErrorFields } from './errors/api-error.ts';
export { ConnectionError } from './errors/connection-error.ts';
export { CredentialError } from './errors/credential-error.ts';
export { DecodeError } from './errors/decode-error.ts';
export {
  ImagesError,
  isImagesError,
  type CallFacts,
  type ImagesErrorCode,
  type ImagesErrorOptions,
} from './errors/images-error.ts';
export { InvalidArgumentError } from './errors/invalid-argument-error.ts';
export {
  OperationFailedError,
  OperationTimeoutError,
  type OperationFailedErrorFields,
} from './errors/operation-errors.ts';
export { TimeoutError } from './errors/timeout-error.ts';
export type { DeletedTogether, DeleteOptions, PreviewDeleteOptions } from './delete-options.ts';
export type { ImagesApi, ListOptions } from './images.ts';
export type { ImageOrder, ImageScope, ListImagesQuery } from './list-query.ts';
export type { LogEntry, Logger } from './logger.ts';
export type { MethodName } from './method-name.ts';
export type { OperationHandle, WaitOptions } from './operation-handle.ts';
export type { OperationState } from './operation-state.ts';
export type { OperationsApi } from './operations.ts';
export type { ImagePage, ImagePager } from './pager.ts';
export type { DeletionPreview } from './preview-delete.ts';
export type { RetryOptions } from './retry-options.ts';
export type { CallTrace, Telemetry, TracedCall } from './telemetry.ts';
