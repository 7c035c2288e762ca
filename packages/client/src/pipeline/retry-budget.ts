/** What all calls of a client may spend on repeating requests together. */
export interface RetryBudget {
  /** Takes the price of a repetition, if there is enough left. */
  take(price: number): boolean;
  /** Gives something back. */
  give(amount: number): void;
}

const capacity = 500;

/**
 * Makes a full budget. While the service answers, it hardly ever runs out. When the service is down, it is empty after
 * a hundred repetitions, and calls fail at the first attempt: a service that is overloaded must not get several times
 * as many requests for it. The numbers are those of the AWS SDKs.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function createRetryBudget(): RetryBudget {
  let left = capacity;
  return {
    take(price) {
      if (price > left) return false;
      left -= price;
      return true;
    },
    give(amount) {
      left = Math.min(capacity, left + amount);
    },
  };
}
