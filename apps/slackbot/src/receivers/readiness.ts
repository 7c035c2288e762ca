import type { Clock } from '../clock.ts';
import { startDeadline } from '../deadline.ts';

/** Something that the bot cannot work without. */
export interface ReadinessCheck {
  /** For people, such as `Image API`. */
  readonly name: string;
  /** Rejects if it is not there. */
  readonly check: (signal: AbortSignal) => Promise<unknown>;
}

/** Whether the bot can do its work. */
export interface Readiness {
  /** Why it cannot, a sentence each; nothing where it can. Never rejects. */
  obstacles(): Promise<readonly string[]>;
}

/** Probes come every few seconds, from several sides; what they ask for may cost something. */
const freshMs = 5000;
/** Probes wait for a second or two. */
const checkTimeoutMs = 2000;

/** What {@link createReadiness} needs. */
export interface ReadinessOptions {
  readonly clock: Clock;
  /** They run at most every five seconds, and side by side. */
  readonly checks: readonly ReadinessCheck[];
  /** What is known without asking anybody: the same sentences, of this moment. */
  readonly known?: () => readonly string[];
}

/** Makes a {@link Readiness}. */
export function createReadiness({ clock, checks, known = () => [] }: ReadinessOptions): Readiness {
  let latest: { readonly atMs: number; readonly obstacles: Promise<readonly string[]> } | undefined;

  async function obstacleOf({ name, check }: ReadinessCheck): Promise<readonly string[]> {
    using deadline = startDeadline(clock, checkTimeoutMs);
    const { signal } = deadline;
    const { promise: tooLate, reject } = Promise.withResolvers<never>();
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    try {
      await Promise.race([check(signal), tooLate]);
      return [];
    } catch {
      // Why is in the log of whatever failed, and is not for everybody who can ask.
      return [`${name} cannot be used.`];
    }
  }

  async function checkAll(): Promise<readonly string[]> {
    return (await Promise.all(checks.map(obstacleOf))).flat();
  }

  return {
    async obstacles() {
      if (!latest || clock.now() - latest.atMs >= freshMs) {
        latest = { atMs: clock.now(), obstacles: checkAll() };
      }
      return [...known(), ...(await latest.obstacles)];
    },
  };
}
