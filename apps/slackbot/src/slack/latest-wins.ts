/** Sends one thing after another, and of those that wait only the latest. */
export interface LatestWins<Value> {
  /** Resolves once nothing waits any more: this was sent, or something later was. */
  show(value: Value): Promise<void>;
}

/** What {@link createLatestWins} needs. Neither must reject. */
export interface LatestWinsOptions<Value> {
  /** Resolves when something may be sent. What is shown until then still gives way to what is shown later. */
  readonly untilMaySend?: () => Promise<void>;
  /** Is called again only after it has resolved. */
  readonly send: (value: Value) => Promise<void>;
}

/** Makes a {@link LatestWins}. */
export function createLatestWins<Value>({ untilMaySend, send }: LatestWinsOptions<Value>): LatestWins<Value> {
  let next: { readonly value: Value } | undefined;
  let sending: Promise<void> | undefined;

  async function sendAll(): Promise<void> {
    while (next) {
      await untilMaySend?.();
      const { value } = next;
      next = undefined;
      await send(value);
    }
    sending = undefined;
  }

  return {
    show(value) {
      next = { value };
      sending ??= sendAll();
      return sending;
    },
  };
}
