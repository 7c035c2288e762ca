import { median } from '@registry-images/figures';

/** Something that is measured, and what was measured. */
export interface Contender {
  readonly run: () => Promise<unknown>;
  /** How long each run took, in ms, those of the warm-up left out. */
  readonly times: number[];
}

/** How often to measure. */
export interface Rounds {
  readonly rounds: number;
  /** Rounds before those that count, in which the code gets compiled. */
  readonly warmUp: number;
}

/** Makes a contender of which nothing is known yet. */
export function contender(run: () => Promise<unknown>): Contender {
  return { run, times: [] };
}

/**
 * Runs contenders in turns: each round runs all of them once. Their order changes from round to round at random, because
 * each pays for what the one before it leaves to do, such as a socket to tidy up or garbage to collect.
 */
export async function runInTurns(
  contenders: readonly Contender[],
  { rounds, warmUp }: Rounds,
): Promise<void> {
  for (let round = 0; round < warmUp + rounds; round += 1) {
    for (const { run, times } of shuffle(contenders)) {
      const start = performance.now();
      await run();
      if (round >= warmUp) times.push(performance.now() - start);
    }
  }
}

function shuffle<T>(items: readonly T[]): T[] {
  const keyed = items.map((item) => ({ item, key: Math.random() }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item);
}

/** How many times as long one takes as another: the median of the rounds, so that a slow moment of the machine is for both. */
export function ratio(measured: Contender, reference: Contender): number {
  return median(measured.times.map((time, round) => time / (reference.times[round] ?? Number.NaN)));
}

/** How long one takes, in ms. */
export function medianOf({ times }: Contender): number {
  return median(times);
}
