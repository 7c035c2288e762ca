import { shortDigest, statusCodeNumber, type Image, type WireOperation } from '@registry-images/model';

import type { FailedDeletion } from './fault.ts';
import { invalidArgument, RefusedError } from './refused-error.ts';

/** What the deletions of a fake need. */
export interface FakeOperationsOptions {
  /** The time, in ms since 1970. */
  readonly now: () => number;
  /** How long a deletion takes, in ms. */
  readonly deletionMs: number;
  /** Called when a deletion ends in success. */
  readonly remove: (imageId: string) => void;
}

/** How to start a deletion. */
interface DeletionStart {
  readonly image: Image;
  /** The ids of all that goes, that of the image included. */
  readonly deleted: readonly string[];
  /** Tells the options apart with which a deletion can be asked for. */
  readonly options: string;
  /** The Idempotency-Key of the request, if it has one: a repeat with it gives the operation that there is. */
  readonly key: string | null;
  /** How the deletion fails, if it does. */
  readonly failure: FailedDeletion | undefined;
}

/** The operations of a fake. Nothing runs: what has ended by now is found out when somebody looks. */
export interface FakeOperations {
  /** Starts to delete an image, unless that is under way. Throws RefusedError for a key that another image had. */
  start(start: DeletionStart): WireOperation;
  /** The operation that a request with this key has started, for the same image and options. Throws as `start`. */
  startedBy(key: string | null, imageId: string, options: string): WireOperation | undefined;
  /** The state of an operation. Throws RefusedError `NOT_FOUND`. */
  get(operationId: string): WireOperation;
  /** Ends what has to have ended by now. */
  settle(): void;
}

interface Deletion {
  readonly id: string;
  readonly image: Image;
  readonly deleted: readonly string[];
  readonly options: string;
  readonly failure: FailedDeletion | undefined;
  readonly startedMs: number;
  readonly endsMs: number;
  done: boolean;
}

/** Makes an empty set of operations. */
export function createFakeOperations({ now, deletionMs, remove }: FakeOperationsOptions): FakeOperations {
  const deletions = new Map<string, Deletion>();
  const byKey = new Map<string, Deletion>();

  const settle = (): void => {
    for (const deletion of deletions.values()) {
      if (deletion.done || deletion.endsMs > now()) continue;
      deletion.done = true;
      if (!deletion.failure) deletion.deleted.forEach(remove);
    }
  };
  const startedBy = (key: string | null, imageId: string, options: string): WireOperation | undefined => {
    const deletion = key === null ? undefined : byKey.get(key);
    if (deletion && (deletion.image.id !== imageId || deletion.options !== options)) {
      throw invalidArgument(
        'Idempotency-Key',
        `was used to delete image ${deletion.image.id}, perhaps with other options.`,
      );
    }
    return deletion && toWire(deletion);
  };

  return {
    settle,
    startedBy,
    start({ image, deleted, options, key, failure }) {
      const running = [...deletions.values()].find(({ done, image: { id } }) => !done && id === image.id);
      if (running && running.options !== options) {
        throw new RefusedError('ABORTED', `Image ${image.id} is being deleted with other options.`);
      }
      const startedMs = now();
      const deletion = running ?? {
        id: `op-${deletions.size + 1}`,
        image,
        deleted,
        options,
        failure,
        startedMs,
        endsMs: startedMs + deletionMs,
        done: false,
      };
      deletions.set(deletion.id, deletion);
      if (key !== null) byKey.set(key, deletion);
      settle();
      return toWire(deletion);
    },
    get(operationId) {
      const deletion = deletions.get(operationId);
      if (!deletion) throw new RefusedError('NOT_FOUND', `Operation ${operationId} not found.`);
      return toWire(deletion);
    },
  };
}

function toWire({ id, image, failure, startedMs, endsMs, done }: Deletion): WireOperation {
  const failed = failure && (done || failure.errorBeforeDone);
  return {
    id,
    description: `Delete image ${image.name}@${shortDigest(image.digest)}`.slice(0, 256),
    createdAt: new Date(startedMs).toISOString(),
    createdBy: 'fake-user',
    modifiedAt: new Date(done ? endsMs : startedMs).toISOString(),
    ...(done && { done }),
    metadata: {
      '@type': 'type.googleapis.com/yandex.cloud.containerregistry.v1.DeleteImageMetadata',
      imageId: image.id,
    },
    ...(failed && {
      error: {
        code: statusCodeNumber(failure.status),
        message: failure.message ?? `The fake was told to fail with ${failure.status}.`,
        ...(failure.details && { details: [...failure.details] }),
      },
    }),
    ...(done && !failure && { response: {} }),
  };
}
