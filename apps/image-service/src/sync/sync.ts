import type { RegistryEvent } from './events/registry-event.ts';

/** What is about to be read from the store: all that a list can be limited to. */
export interface SyncScope {
  readonly registryIds: readonly string[];
  /** `<registry id>/<path>`. */
  readonly repositoryName?: string | undefined;
}

/** What has been done for a registry since the service started. */
export interface SyncStats {
  readonly registryId: string;
  /** Whether it is being read whole at this moment. */
  readonly isSweeping: boolean;
  /** Whole reads that came to their end. */
  readonly sweeps: number;
  /** How long the last one took, ms; undefined before the first. */
  readonly lastSweepDurationMs: number | undefined;
  /** When the last one ended, ms since the Unix epoch; also of an earlier run of the service. */
  readonly lastSweepMs: number | undefined;
  /** Repositories that were read into the store, by sweeps, events and deletions alike. */
  readonly repositoriesRead: number;
  /** Images that were found new. */
  readonly imagesAdded: number;
  /** Requests that the registry got. */
  readonly requests: number;
  /** Repositories that could not be read, each time. */
  readonly errors: number;
  /** Repositories that the last whole read could not read, and none before. */
  readonly neverRead: number;
  /** Why the last attempt to read it whole did not come to its end: a sentence for the operator; undefined where it did. */
  readonly problem: string | undefined;
  readonly events: { readonly accepted: number; readonly ignored: number; readonly dropped: number };
}

/** How one repository is read for somebody. */
export interface RefreshOptions {
  /**
   * Whether a registry is asked for its tags again until none has moved meanwhile, as something is deleted by what is
   * found. Not by default: it is another request for each tag.
   */
  readonly untilStill?: boolean;
}

/** Keeps the store as the sources are. */
export interface Sync {
  /** Begins to read every source whole, and to read each again from time to time. */
  start(): void;
  /** Ends it, in the middle of whatever it does. What was read stays in the store. */
  stop(): Promise<void>;
  /** Whether a registry was read whole once, by this process or by an earlier one with the same database. */
  isReady(registryId: string): boolean;
  /** How many repositories the last whole read of a registry could not read, and none before. */
  neverRead(registryId: string): number;
  /**
   * Brings what one repository has now into the store, whatever was read before. Throws a ServiceError where it cannot be
   * read; a repository that is not there is none: the store has nothing of it afterwards.
   */
  refresh(repositoryName: string, signal: AbortSignal, options?: RefreshOptions): Promise<void>;
  /**
   * To be called before the store is read for an answer. What other programs wrote into layouts is in the store afterwards;
   * for registries it does nothing. Throws a ServiceError where the one repository that is asked for cannot be read, or
   * nothing at all can be looked at because its folder of layouts is not there; while others can, the store keeps what was in
   * such a folder.
   */
  freshen(scope: SyncScope, signal: AbortSignal): Promise<void>;
  /** Takes events of a registry. Returns at once; what they tell of is read soon. */
  notify(registryId: string, events: readonly RegistryEvent[]): void;
  stats(): readonly SyncStats[];
}
