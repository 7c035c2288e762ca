import { checkTimeoutMs } from './arguments.ts';
import { operationsBaseUrlOf, parseBaseUrl } from './base-url.ts';
import { systemClock, type Clock } from './clock.ts';
import { tokenOrCredential, type Credential } from './credential.ts';
import { InvalidArgumentError } from './errors/invalid-argument-error.ts';
import { createImagesApi, type ImagesApi } from './images.ts';
import type { Logger } from './logger.ts';
import { createOperationsApi, type OperationsApi } from './operations.ts';
import { createPipeline } from './pipeline/pipeline.ts';
import { defaultRetryPolicy, toRetryPolicy, type RetryOptions } from './retry-options.ts';
import type { Telemetry } from './telemetry.ts';
import { createTransport, type CreateTransport } from './transport.ts';

/**
 * How to reach the service.
 *
 * @see [Calls](../README.md#calls)
 */
export interface ImagesClientOptions {
  /**
   * Where the API is, e.g. `https://container-registry.api.cloud.yandex.net` or `http://127.0.0.1:8080`. A path is kept
   * as a prefix.
   */
  readonly baseUrl: string;
  /** Where operations are. Default: Yandex Cloud's host for them if `baseUrl` is Yandex Cloud, else `baseUrl`. */
  readonly operationsBaseUrl?: string;
  /**
   * Gives the bearer tokens, e.g. `createTokenCredential(token)` of `@registry-images/client/credentials/token`. Default:
   * none, and no Authorization.
   */
  readonly credential?: Credential;
  /**
   * Sends a request. Default: `globalThis.fetch`, looked up at each call, which is taken to reject when its signal is
   * aborted, as every platform's does. One that is given here need not.
   */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** How long each call may take, in ms, unless it says otherwise. Default: 30 000. */
  readonly timeoutMs?: number;
  /** What to do where an attempt fails, unless the call says otherwise. */
  readonly retry?: RetryOptions;
  /** Told how calls end and what is repeated. Never told a token. */
  readonly logger?: Logger;
  /** Observes calls, e.g. `openTelemetry()` of `@registry-images/client/opentelemetry`. */
  readonly telemetry?: Telemetry;
  /** Added to the User-Agent header, e.g. `my-tool/1.2`. */
  readonly userAgent?: string;
  /** Time and chance; for tests, which do not want to wait. */
  readonly clock?: Clock;
}

/**
 * The Image API of a container registry. Holds nothing open: there is nothing to close.
 *
 * @see https://yandex.cloud/en/docs/container-registry/api-ref
 */
export interface ImagesClient {
  /** The methods on images. */
  readonly images: ImagesApi;
  /** The methods on operations. */
  readonly operations: OperationsApi;
}

/**
 * Makes a client. Sends nothing.
 *
 * @throws InvalidArgumentError if an option cannot be right.
 * @see [Calls](../README.md#calls)
 */
export function createImagesClient(options: ImagesClientOptions): ImagesClient {
  return createImagesClientOver(createTransport, options);
}

/** Makes a client that writes its requests with another transport. */
export function createImagesClientOver(
  createTransportOf: CreateTransport,
  options: ImagesClientOptions,
): ImagesClient {
  const { clock = systemClock, fetch, timeoutMs = 30_000 } = options;
  const baseUrl = parseBaseUrl('baseUrl', options.baseUrl);
  const operationsBaseUrl = parseBaseUrl(
    'operationsBaseUrl',
    options.operationsBaseUrl ?? operationsBaseUrlOf(baseUrl),
  );
  const send = createPipeline({
    fetch,
    credential: tokenOrCredential(options.credential),
    baseUrls: [baseUrl, operationsBaseUrl],
    userAgent: userAgentOf(options.userAgent),
    timeoutMs: checkTimeoutMs(timeoutMs),
    retry: toRetryPolicy(options.retry ?? {}, defaultRetryPolicy),
    clock,
    logger: options.logger,
    telemetry: options.telemetry,
  });
  const transport = createTransportOf({ baseUrl, operationsBaseUrl }, send);
  return { images: createImagesApi(transport, clock), operations: createOperationsApi(transport, clock) };
}

function userAgentOf(added: string | undefined): string {
  if (added === undefined) return 'registry-images-client';
  if (/^[!-~]+( [!-~]+)*$/.test(added)) return `registry-images-client ${added}`;
  throw new InvalidArgumentError('userAgent', 'must be visible ASCII characters.');
}
