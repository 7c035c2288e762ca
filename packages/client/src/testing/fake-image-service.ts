import type { Image } from '@registry-images/model';

import { operationsBaseUrlOf, parseBaseUrl } from '../base-url.ts';
import type { Clock } from '../clock.ts';
import type { MethodName } from '../method-name.ts';
import { createFakeApi, noSuchMethod } from './fake-api.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createFaultQueue, isQuirk, type Fault, type Quirk } from './fault.ts';
import { answerWithFault, connectionError } from './faulty-fetch.ts';
import { createImageStore } from './image-store.ts';
import type { NewImage } from './new-image.ts';
import { RefusedError, toResponse } from './refused-error.ts';
import { findRoute, type ApiCall } from './route.ts';

/**
 * How the fake is at first.
 *
 * @see [Testing your code](../../README.md#testing-your-code)
 */
export interface FakeImageServiceOptions {
  /** The images that are there. Default: none. */
  readonly images?: readonly NewImage[];
  /** The ids of the registries in each folder. Default: no folders. A registry may be without images. */
  readonly folders?: Readonly<Record<string, readonly string[]>>;
  /** Whether a bearer token is good. Default: requests need none, and any is good. */
  readonly acceptToken?: (token: string) => boolean;
  /**
   * Whether it has the extensions of the image service, which Yandex Cloud has not: platforms, previews, `ifMatch`, what
   * goes with an image, and refusals of what is part of an index or has a protected tag. Default: true.
   */
  readonly extensions?: boolean;
  /** Tags that are not deleted. Default: none. */
  readonly protectedTags?: readonly string[];
  /** How long a deletion takes on the clock, in ms. Default: 2000. */
  readonly deletionMs?: number;
  /** The `x-operation-poll-interval` header of answers about operations, in seconds. Default: none. */
  readonly pollIntervalSeconds?: number;
  /** The clock. Default: one that goes by itself. */
  readonly clock?: FakeClock;
  /** Where it is. Default: `http://registry.test`. With that of Yandex Cloud, operations are on their host there. */
  readonly baseUrl?: string;
}

/**
 * A request that came.
 *
 * @see [Testing your code](../../README.md#testing-your-code)
 */
export interface FakeRequest {
  /** Undefined for what is not in the API. */
  readonly method: MethodName | undefined;
  /** `GET` or `DELETE`, or whatever else was sent. */
  readonly httpMethod: string;
  /** The path and the query. */
  readonly path: string;
  /** The headers of the request, the token among them. */
  readonly headers: Headers;
  /** When it came, by the clock, in ms since 1970. */
  readonly atMs: number;
}

/**
 * An Image API in memory.
 *
 * @see [Testing your code](../../README.md#testing-your-code)
 */
export interface FakeImageService {
  /** What a client needs to talk to the fake: `createImagesClient(fake.clientOptions)`. */
  readonly clientOptions: {
    /** Where the fake is. */
    readonly baseUrl: string;
    /** Where its operations are. */
    readonly operationsBaseUrl: string;
    /** The fake itself. */
    readonly fetch: (request: Request) => Promise<Response>;
    /** The clock of the fake. */
    readonly clock: Clock;
  };
  /** Time, on which deletions take place. */
  readonly clock: FakeClock;
  /** Every request that came so far, faults or not. */
  readonly requests: readonly FakeRequest[];
  /** The images that are there now, in the order in which they were added. They are copies. */
  images(): Image[];
  /**
   * Adds an image, as a push does, and gives it with all that was made up.
   *
   * @throws RangeError if the API could not give such an image.
   */
  addImage(image: NewImage): Image;
  /** Takes an image away at once, as somebody else might. */
  removeImage(imageId: string): void;
  /**
   * Lets something go wrong. Where several faults fit a request, the one that was injected first is for it.
   *
   * @returns takes the fault back, if it is still there
   * @throws RangeError if `times` or `after` cannot be right.
   */
  inject(fault: Fault): () => void;
}

/**
 * Makes an Image API in memory, to test code that uses a client without a server. Without faults it answers what the
 * API's description allows and nothing else, and leaves out of its answers every field that holds its default value.
 *
 * @throws InvalidArgumentError if `baseUrl` cannot be right; RangeError if an image cannot be.
 * @see [Testing your code](../../README.md#testing-your-code)
 */
export function createFakeImageService(options: FakeImageServiceOptions = {}): FakeImageService {
  const { clock = createFakeClock(), folders = {}, deletionMs = 2000 } = options;
  const { extensions = true, protectedTags = [] } = options;
  const baseUrl = parseBaseUrl('baseUrl', options.baseUrl ?? 'http://registry.test');
  const operationsBaseUrl = operationsBaseUrlOf(baseUrl);
  const now = (): number => clock.now();
  const store = createImageStore(now);
  const api = createFakeApi({ store, folders, deletionMs, extensions, protectedTags, now });
  const faults = createFaultQueue();
  const requests: FakeRequest[] = [];
  const add = (image: NewImage): Image => store.add(extensions ? image : { ...image, platforms: [] });
  for (const image of options.images ?? []) add(image);

  const answer = (request: Request, call: ApiCall | undefined, quirk?: Quirk): Response => {
    api.settle();
    try {
      checkToken(request, options.acceptToken);
      if (call) return Response.json(api.call(call, request.headers, quirk));
      throw noSuchMethod();
    } catch (error) {
      if (error instanceof RefusedError) return toResponse(error);
      throw error;
    }
  };

  async function fetch(request: Request): Promise<Response> {
    request.signal.throwIfAborted();
    const { origin, pathname, search } = new URL(request.url);
    if (![baseUrl, operationsBaseUrl].some((url) => new URL(url).origin === origin)) {
      throw connectionError(`getaddrinfo ENOTFOUND: the fake is at ${baseUrl}, not at ${origin}`);
    }
    const call = findRoute(request, { baseUrl, operationsBaseUrl });
    const { method: httpMethod, headers } = request;
    const method = call?.method;
    requests.push({ method, httpMethod, path: pathname + search, headers, atMs: now() });
    const number = requests.length;

    const fault = method && faults.take(method);
    if (fault?.kind === 'answer') return fault.answer();
    const response =
      fault === undefined || isQuirk(fault)
        ? answer(request, call, fault)
        : await answerWithFault(fault, request, clock, () => answer(request, call));
    response.headers.set('x-request-id', `request-${number}`);
    response.headers.set('x-server-trace-id', `trace-${number}`);
    if (method === 'operations.get' && options.pollIntervalSeconds !== undefined) {
      response.headers.set('x-operation-poll-interval', String(options.pollIntervalSeconds));
    }
    return response;
  }

  return {
    clientOptions: { baseUrl, operationsBaseUrl, fetch, clock },
    clock,
    requests,
    images() {
      api.settle();
      return store.all().map(({ image }) => structuredClone(image));
    },
    addImage: (image) => structuredClone(add(image)),
    removeImage: (imageId) => store.remove(imageId),
    inject: (fault) => faults.add(fault),
  };
}

function checkToken(request: Request, accept: ((token: string) => boolean) | undefined): void {
  if (!accept) return;
  const token = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
  if (token !== undefined && accept(token)) return;
  throw new RefusedError('UNAUTHENTICATED', 'The request needs a bearer token that is good.');
}
