import { isRepositoryName, type Digest } from '@registry-images/model';
import type { Logger } from 'pino';

import { userAgent } from '../source/distribution-source.ts';
import type { ImageStore } from '../store/image-store.ts';
import { plausibleTime } from '../store/plausible-time.ts';
import type { EventQueue } from './event-queue.ts';
import type { RegistryEvent } from './events/registry-event.ts';
import type { SourceSync } from './source-sync.ts';

/** What {@link takeEvents} needs. */
export interface TakeEventsDeps {
  readonly sync: Pick<SourceSync, 'source' | 'counters'> & { readonly events: Pick<EventQueue, 'add'> };
  readonly store: Pick<ImageStore, 'hasRepository' | 'pulled'>;
  /** Whether a deletion that was accepted is to take the image. */
  readonly isBeingDeleted: (name: string, digest: Digest) => boolean;
  readonly logger: Logger;
  /** Ms since the Unix epoch. */
  readonly nowMs: number;
}

/**
 * Has the repositories read that events tell of. Nothing in an event is believed but where to look, and when something
 * happened; so duplicates, old ones and made-up ones do no harm.
 */
export function takeEvents(events: readonly RegistryEvent[], deps: TakeEventsDeps): void {
  const { counters, source } = deps.sync;
  let dropped = 0;
  for (const event of events) {
    const taken = takeEvent(event, deps);
    counters.events[taken] += 1;
    if (taken === 'dropped') dropped += 1;
  }
  if (dropped > 0) {
    const { registryId } = source;
    deps.logger.warn({ registryId, dropped }, 'events dropped: too many repositories wait to be read');
  }
}

function takeEvent(
  { kind, repository: path, tag, digest, atMs, userAgent: client }: RegistryEvent,
  { sync, store, isBeingDeleted, nowMs }: TakeEventsDeps,
): 'accepted' | 'ignored' | 'dropped' {
  const { source } = sync;
  const name = `${source.registryId}/${path}`;
  if (source.kind !== 'distribution' || !isRepositoryName(path)) return 'ignored';
  // A clock that is ahead must not make an image the newest for days, nor one that was never set the oldest.
  const happenedMs = Math.min(plausibleTime(atMs) ?? nowMs, nowMs);
  if (kind === 'pull') {
    // The service's own reading is no use of an image.
    if (digest === undefined || client?.startsWith(userAgent) || !store.hasRepository(name)) return 'ignored';
    store.pulled(name, digest, happenedMs);
    return 'accepted';
  }
  // A registry whose clock is behind must not have its push taken for one from before the deletion: then it comes late.
  const pushedMs = digest !== undefined && isBeingDeleted(name, digest) ? nowMs : happenedMs;
  const isKnownWhere = tag !== undefined || digest !== undefined;
  const isAdded = sync.events.add({
    repository: source.repository(path),
    ...(isKnownWhere && {
      hints: {
        tags: new Set(tag === undefined ? [] : [tag]),
        digests: new Set(digest === undefined ? [] : [digest]),
      },
    }),
    ...(kind === 'push' && digest !== undefined && { pushedMs: new Map([[digest, pushedMs]]) }),
    ...(kind === 'delete' && digest !== undefined && { deleted: new Set([digest]) }),
    expected: new Map(kind === 'push' && tag !== undefined && digest !== undefined ? [[tag, digest]] : []),
    isUrgent: true,
  });
  return isAdded ? 'accepted' : 'dropped';
}
