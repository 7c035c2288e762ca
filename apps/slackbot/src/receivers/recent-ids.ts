/** Remembers ids for a while. */
export interface RecentIds {
  /** Whether an id was seen before. From now on it was. */
  isRepeated(id: string): boolean;
}

/** Makes {@link RecentIds} that remember an id for `keptMs` after it was first seen. */
export function createRecentIds(now: () => number, keptMs: number): RecentIds {
  const seenMs = new Map<string, number>();
  return {
    isRepeated(id) {
      for (const [old, atMs] of seenMs) {
        // A map is walked in the order of insertion: the first young one ends it.
        if (now() - atMs <= keptMs) break;
        seenMs.delete(old);
      }
      if (seenMs.has(id)) return true;
      seenMs.set(id, now());
      return false;
    },
  };
}
