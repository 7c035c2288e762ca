/** Remembers ids for a while. */
export interface RecentIds {
  /** Whether an id was seen before. From now on it was. */
  isRepeated(id: string): boolean;
}

/**
 * How many ids are remembered at most. Slack delivers up to 30,000 events an hour to an app in a workspace, which makes 5000 in
 * ten minutes: https://docs.slack.dev/apis/events-api#rate-limiting
 */
const limit = 10_000;

/** Makes {@link RecentIds} that remember an id for `keptMs` after it was first seen, the latest 10,000 of them. */
export function createRecentIds(now: () => number, keptMs: number): RecentIds {
  const seenMs = new Map<string, number>();
  return {
    isRepeated(id) {
      for (const [old, atMs] of seenMs) {
        // A map is walked in the order of insertion: the first young one ends it.
        if (now() - atMs <= keptMs && seenMs.size < limit) break;
        seenMs.delete(old);
      }
      if (seenMs.has(id)) return true;
      seenMs.set(id, now());
      return false;
    },
  };
}
