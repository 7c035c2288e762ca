/** Runs something for a key. */
export type Run<Order, Result> = (key: string, order: Order) => Promise<Result>;

interface Waiting<Order, Result> {
  order: Order;
  readonly done: PromiseWithResolvers<Result>;
}

/**
 * Makes `run` run once at a time for each key. Whoever asks meanwhile gets what the next run does, which begins after
 * they asked, and share it: their orders are merged.
 */
export function createCoalescer<Order, Result>(
  run: Run<Order, Result>,
  merge: (one: Order, other: Order) => Order,
): Run<Order, Result> {
  /** The keys that are running, and what waits for their end. */
  const lanes = new Map<string, Waiting<Order, Result> | undefined>();

  const start = async (key: string, order: Order): Promise<Result> => {
    lanes.set(key, undefined);
    try {
      return await run(key, order);
    } finally {
      const next = lanes.get(key);
      if (next) start(key, next.order).then(next.done.resolve, next.done.reject);
      else lanes.delete(key);
    }
  };

  return (key, order) => {
    if (!lanes.has(key)) return start(key, order);
    const waiting = lanes.get(key) ?? { order, done: Promise.withResolvers<Result>() };
    if (lanes.get(key)) waiting.order = merge(waiting.order, order);
    else lanes.set(key, waiting);
    return waiting.done.promise;
  };
}
