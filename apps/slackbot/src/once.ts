/** Runs a piece of work once for each key, however often it is asked for. */
export interface Once<Result> {
  /** Starts `work`, or joins what was started for the same key. */
  run(
    key: string,
    work: () => Promise<Result>,
  ): { readonly isFirst: boolean; readonly result: Promise<Result> };
}

/** Slack delivers again within an hour, if at all: https://docs.slack.dev/apis/events-api/#retries */
const keptMs = 60 * 60_000;

/** Makes a {@link Once} that remembers a key for an hour after its work has started. */
export function createOnce<Result>(now: () => number): Once<Result> {
  const started = new Map<string, { readonly startedMs: number; readonly result: Promise<Result> }>();

  function forgetOld(): void {
    for (const [key, { startedMs }] of started) {
      // A map is walked in the order of insertion: the first young one ends it.
      if (now() - startedMs < keptMs) break;
      started.delete(key);
    }
  }

  return {
    run(key, work) {
      forgetOld();
      const earlier = started.get(key);
      if (earlier) return { isFirst: false, result: earlier.result };
      const result = work();
      started.set(key, { startedMs: now(), result });
      return { isFirst: true, result };
    },
  };
}
