import type { WireDeletePreview, WireImage, WireOperation } from '@registry-images/model';

/** A disturbance of one kind of call: an answer instead of the right one, silence, or a connection that fails. */
export type Disturbance = { status: number; body: unknown } | 'hang' | 'refuse';

/** The kinds of call that can be disturbed. */
type Call = 'list' | 'get' | 'delete' | 'operation';

/** The Image API in memory: what the contract says, for as many images as a test wants. */
export interface FakeImageApi {
  /** The images, in the order of lists. Tests change them as they like. */
  readonly images: WireImage[];
  /** What deletions would do, by image; without one the API has no such method. */
  readonly previews: Map<string, WireDeletePreview>;
  /** The calls so far, such as `GET /container-registry/v1/images/i1`, without their queries. */
  readonly calls: string[];
  /** The queries of the lists so far. */
  readonly queries: URLSearchParams[];
  /** How many deletions began. An order with the Idempotency-Key of an earlier one begins none. */
  readonly deletions: number;
  fetch(request: Request): Promise<Response>;
  /** Disturbs every further call of a kind, or those after some that still go right, until its answer is called. */
  disturb(call: Call, disturbance: Disturbance, after?: number): () => void;
  /** Resolves once a condition holds; it is looked at with every call. */
  until(condition: () => boolean): Promise<void>;
  /** From now on operations are not done before the answer of this is called, with an error or without. */
  holdOperations(): (error?: WireOperation['error']) => void;
}

/** Makes the API with some images. */
export function createFakeImageApi(images: WireImage[]): FakeImageApi {
  const previews = new Map<string, WireDeletePreview>();
  const calls: string[] = [];
  const queries: URLSearchParams[] = [];
  const disturbances = new Map<Call, { disturbance: Disturbance; after: number }>();
  const operations = new Map<string, { imageId: string; looks: number }>();
  const idempotent = new Map<string, string>();
  let held = Promise.resolve<WireOperation['error']>(undefined);
  let isHeld = false;
  const waiting: (() => void)[] = [];

  function list(query: URLSearchParams): Response {
    queries.push(query);
    const repository = query.get('repositoryName');
    const registry = query.get('registryId');
    const matching = images.filter(({ name = '' }) =>
      repository ? name === repository : !registry || name.startsWith(`${registry}/`),
    );
    const start = Number((query.get('pageToken') ?? 'from-0').slice('from-'.length));
    const end = start + Number(query.get('pageSize') ?? 100);
    return Response.json({
      images: matching.slice(start, end),
      ...(end < matching.length && { nextPageToken: `from-${end}` }),
    });
  }

  function get(imageId: string): Response {
    const image = images.find(({ id }) => id === imageId);
    return image ? Response.json(image) : status(404, 5, `Image ${imageId} not found`);
  }

  function startDelete(imageId: string, key: string): Response {
    const known = idempotent.get(key);
    if (known === undefined && !images.some(({ id }) => id === imageId)) return get(imageId);
    const id = known ?? `op-${operations.size + 1}`;
    idempotent.set(key, id);
    if (known === undefined) operations.set(id, { imageId, looks: 0 });
    return Response.json({ id, metadata: { imageId } });
  }

  async function look(operationId: string): Promise<Response> {
    const operation = operations.get(operationId);
    if (!operation) return status(404, 5, 'Operation not found');
    operation.looks += 1;
    const { imageId, looks } = operation;
    if (isHeld && looks === 1) return Response.json({ id: operationId, metadata: { imageId } });
    const error = await held;
    if (!error) {
      images.splice(
        images.findIndex(({ id }) => id === imageId),
        1,
      );
    }
    const end = error ? { error } : { response: {} };
    return Response.json({ id: operationId, done: true, metadata: { imageId }, ...end });
  }

  async function answer(
    call: Call,
    request: Request,
    right: () => Response | Promise<Response>,
  ): Promise<Response> {
    const entry = disturbances.get(call);
    if (!entry || entry.after > 0) {
      if (entry) entry.after -= 1;
      return unlessAborted(request.signal, Promise.resolve(right()));
    }
    const { disturbance } = entry;
    if (disturbance === 'refuse') throw new TypeError('fetch failed');
    if (disturbance === 'hang')
      return unlessAborted(request.signal, Promise.withResolvers<Response>().promise);
    return Response.json(disturbance.body, { status: disturbance.status });
  }

  return {
    images,
    previews,
    calls,
    queries,
    get deletions() {
      return operations.size;
    },
    async fetch(request) {
      const { pathname, searchParams } = new URL(request.url);
      calls.push(`${request.method} ${pathname}`);
      for (const resolve of waiting.splice(0)) resolve();
      const [, imageId] = /^\/container-registry\/v1\/images\/([^/]+)$/.exec(pathname) ?? [];
      const [, operationId] = /^\/operations\/([^/]+)$/.exec(pathname) ?? [];
      const [, previewedId = ''] = /([^/]+):previewDelete$/.exec(pathname) ?? [];
      const preview = previews.get(previewedId);
      if (preview) return Response.json(preview);
      if (operationId) return answer('operation', request, () => look(operationId));
      if (imageId && request.method === 'DELETE')
        return answer('delete', request, () => startDelete(imageId, keyOf(request)));
      if (imageId) return answer('get', request, () => get(imageId));
      return answer('list', request, () => list(searchParams));
    },
    disturb(call, disturbance, after = 0) {
      disturbances.set(call, { disturbance, after });
      return () => void disturbances.delete(call);
    },
    async until(condition) {
      while (!condition()) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    holdOperations() {
      const { promise, resolve } = Promise.withResolvers<WireOperation['error']>();
      held = promise;
      isHeld = true;
      return (error) => resolve(error);
    },
  };
}

/** Orders without a key have nothing in common. */
function keyOf(request: Request): string {
  return request.headers.get('idempotency-key') ?? crypto.randomUUID();
}

function status(httpStatus: number, code: number, message: string): Response {
  return Response.json({ code, message }, { status: httpStatus });
}

function unlessAborted(signal: AbortSignal, answer: Promise<Response>): Promise<Response> {
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([answer, aborted]);
}
