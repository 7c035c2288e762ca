import type { Digest, Status } from '@registry-images/model';

/** What is to be deleted besides the image itself. */
export interface DeleteOptions {
  readonly deleteReferrers: boolean;
  readonly deleteOrphanedChildren: boolean;
  /** The etag of the preview that the caller has agreed to; undefined where whatever is there is to go. */
  readonly etag?: string | undefined;
}

/** Why something is deleted: it is the image itself, or goes with it. */
export type StepRole = 'image' | 'orphan' | 'referrer';

/** What became of a step: `gone` was not there at that moment, as the source said, `kept` must not go any more. */
export type StepOutcome = 'deleted' | 'gone' | 'kept';

/** One manifest that is to be deleted. */
export interface DeletionStep {
  readonly digest: Digest;
  readonly role: StepRole;
  /** The tags that it had when the operation was accepted. */
  readonly tags: readonly string[];
  /** When it had been pushed, or first been seen, by then: ms since the Unix epoch. */
  readonly modifiedMs: number;
  /** Undefined until it is done. */
  readonly outcome: StepOutcome | undefined;
}

/** A deletion that was accepted, with its plan, and how far it has come. */
export interface Deletion {
  readonly id: string;
  /** For people; at most 256 characters. */
  readonly description: string;
  /** Who asked for it, from where, and in which request. */
  readonly caller: string;
  readonly address: string | undefined;
  readonly requestId: string | undefined;
  readonly imageId: string;
  /** The repository, `<registry id>/<path>`. */
  readonly repository: string;
  readonly options: DeleteOptions;
  /** In the order in which they are done; the image itself comes first. */
  readonly steps: readonly DeletionStep[];
  readonly createdMs: number;
  readonly modifiedMs: number;
  /** Undefined while it is under way. */
  readonly endedMs: number | undefined;
  /** Why it failed. */
  readonly error: Status | undefined;
}

/** A deletion that is to be accepted. */
export type NewDeletion = Omit<Deletion, 'id' | 'createdMs' | 'modifiedMs' | 'endedMs' | 'error'>;
