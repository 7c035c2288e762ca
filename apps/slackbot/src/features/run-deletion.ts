import type { ImagesClient } from '@registry-images/client';

import type { Clock } from '../clock.ts';
import { isEnd, type DeletionRequest, type RequestedImage } from '../state/deletion-request.ts';
import type { DeletionRequests, RequestKey } from '../state/deletion-requests.ts';
import { whenFree } from '../state/when-free.ts';
import { auditLine } from './audit-lines.ts';
import { deleteRequestedImage, type ImageProgress } from './delete-requested-image.ts';
import { expireDeletion } from './expire-deletions.ts';
import { inParallel } from './in-parallel.ts';

/** What came of running a request. */
export type Ran =
  /** It went on; it is `done`, or still `running` where the registry could not tell of some image. */
  | { readonly outcome: 'ran'; readonly request: DeletionRequest }
  /** It waited for too long, and was ended. */
  | { readonly outcome: 'expired'; readonly request: DeletionRequest }
  /** Somebody else is at it, or there is nothing to run. */
  | { readonly outcome: 'not-run' };

/** What running a request needs. */
export interface RunDeps {
  readonly images: ImagesClient;
  readonly clock: Pick<Clock, 'now'>;
  readonly state: { readonly requests: DeletionRequests };
  /** Makes an id that nobody else has. */
  readonly newId: () => string;
  /** What to tell of an error: a word for the audit, and mark-up for people. Logs what has to be logged. */
  readonly explain: (error: unknown) => { readonly outcome: string; readonly text: string };
}

/** Who wants to hear of a run. */
export interface RunOptions {
  /** Told of the request whenever something has happened to it. */
  readonly onChange: (request: DeletionRequest) => void;
  /** Ends the run. The operations of the registry go on; a later run finds them. */
  readonly signal: AbortSignal;
  /** Whether nothing is begun, and only the operations of the registry that are known are followed to their ends. */
  readonly isOnlyFollowed?: boolean;
}

/** How many images are deleted at once. */
const parallelImages = 4;
/** Longer than any call takes and any pause between two looks at an operation: who is silent for longer is dead. */
const leaseMs = 60_000;
/** After this a registry that cannot tell what has become of an image is not asked any more. */
const hopeMs = 60 * 60_000;

/**
 * Deletes the images of an approved request, or goes on where an earlier run has stopped. Of several that run the same
 * request at once, in whatever processes, one does. What happens to one image does not stop the others.
 *
 * @throws the abort reason of `signal`, or what the database throws; the request is then free for a later run.
 */
export async function runDeletion(deps: RunDeps, key: RequestKey, options: RunOptions): Promise<Ran> {
  const { requests } = deps.state;
  const owner = deps.newId();
  let renewAtMs = -Infinity;
  /** Whether the request is still ours. As long as nobody else can have it, there is nothing to write. */
  const lease = (): boolean => {
    const nowMs = deps.clock.now();
    if (nowMs < renewAtMs) return true;
    const isOurs = requests.lease(key, { owner, nowMs, untilMs: nowMs + leaseMs });
    renewAtMs = isOurs ? nowMs + leaseMs / 4 : -Infinity;
    return isOurs;
  };
  if (!(await whenFree(lease))) return { outcome: 'not-run' };
  try {
    const begun = await whenFree(() => begin(deps, key));
    if (begun.outcome !== 'ran') return begun;
    const { request } = begun;
    options.onChange(request);
    const images = options.isOnlyFollowed
      ? request.images.filter(isFollowed)
      : request.images.filter(({ state }) => !isEnd(state));
    await inParallel(images, parallelImages, (image) =>
      deleteRequestedImage(
        {
          images: deps.images,
          request,
          signal: options.signal,
          mayWait: () => deps.clock.now() < (request.startedAtMs ?? 0) + hopeMs,
          // Should it not be had, the next report says so.
          onTick: () => void whenFree(lease).catch(() => undefined),
          async report(reported, progress) {
            const isOurs = await whenFree(lease);
            const changed = await whenFree(() => store(deps, request, reported, progress));
            if (changed) options.onChange(changed);
            return isOurs && changed !== undefined;
          },
        },
        image,
      ),
    );
    return { outcome: 'ran', request: requests.get(key) ?? request };
  } finally {
    await whenFree(() => requests.release(key, owner));
  }
}

/** Whether an operation of the registry is known that may bring an image to its end. */
export function isFollowed({ state, operation }: RequestedImage): boolean {
  return !isEnd(state) && operation !== undefined;
}

/** The request as it is to be run. */
function begin(deps: RunDeps, key: RequestKey): Ran {
  const { requests } = deps.state;
  const result = requests.apply(key, { kind: 'start', atMs: deps.clock.now() });
  if (result.outcome === 'changed') return { outcome: 'ran', request: result.request };
  const request = requests.get(key);
  if (request?.state === 'running') return { outcome: 'ran', request };
  const expired = expireDeletion(deps, key);
  return expired ? { outcome: 'expired', request: expired } : { outcome: 'not-run' };
}

/** Stores how far an image has come; undefined if somebody else has brought it to its end. */
function store(
  { state, clock, explain }: RunDeps,
  { teamId, id }: DeletionRequest,
  { imageId }: RequestedImage,
  { error, ...progress }: ImageProgress,
): DeletionRequest | undefined {
  const explained = error === undefined ? undefined : explain(error);
  const event = {
    kind: 'progress',
    imageId,
    ...progress,
    ...(explained && { message: explained.text }),
  } as const;
  const result = state.requests.apply({ teamId, id }, event, (after) => {
    const image = after.images.find((each) => each.imageId === imageId);
    if (!image) return [];
    const act = { atMs: clock.now(), ...(explained && { note: explained.outcome }) };
    if (isEnd(image.state))
      return [{ ...auditLine(after, image, { ...act, kind: 'outcome' }), outcome: image.state }];
    const isOrder = !image.operation && !explained;
    return isOrder ? [auditLine(after, image, { ...act, kind: 'delete' })] : [];
  });
  return result.outcome === 'changed' ? result.request : undefined;
}
