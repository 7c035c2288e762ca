/** Lets one thing of each kind through in a minute. */
export interface MinuteLimit {
  /** Whether this is the first of its kind in this minute. */
  take(kind: string, nowMs: number): boolean;
}

/** Makes the limit. It knows `maxKinds` in a minute at most, and lets none of any other through. */
export function createMinuteLimit(maxKinds: number): MinuteLimit {
  const seen = new Set<string>();
  let minute = 0;
  return {
    take(kind, nowMs) {
      const current = Math.floor(nowMs / 60_000);
      if (current !== minute) seen.clear();
      minute = current;
      if (seen.size >= maxKinds || seen.has(kind)) return false;
      seen.add(kind);
      return true;
    },
  };
}
