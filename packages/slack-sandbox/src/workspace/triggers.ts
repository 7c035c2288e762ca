import type { Clock } from '../clock.ts';
import { forgetOld } from './forget-old.ts';

/**
 * How long a trigger id can be used.
 *
 * @see https://docs.slack.dev/interactivity/handling-user-interaction
 */
const triggerLifetimeMs = 3000;

/** What a trigger id stands for. */
export interface Trigger {
  /** Who did something. */
  readonly userId: string;
  /** The modal in which it was done. */
  readonly viewId?: string;
}

/** Why a trigger id does not open a modal, in Slack's words. */
export type TriggerError = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';

/** The trigger ids that were given out. */
export interface Triggers {
  /** Makes a trigger id. */
  issue(trigger: Trigger): string;
  /** Uses a trigger id up. */
  exchange(id: string): Trigger | TriggerError;
}

/** Keeps trigger ids in memory. */
export function createTriggers(clock: Clock): Triggers {
  const issued = new Map<string, { trigger: Trigger; issuedMs: number; exchanged: boolean }>();
  let count = 0;
  return {
    issue(trigger) {
      forgetOld(issued, clock.now());
      count += 1;
      const id = `${count}.${Math.floor(clock.now())}.${count.toString(16).padStart(32, '0')}`;
      issued.set(id, { trigger, issuedMs: clock.now(), exchanged: false });
      return id;
    },
    exchange(id) {
      const entry = issued.get(id);
      if (!entry) return 'invalid_trigger_id';
      if (entry.exchanged) return 'exchanged_trigger_id';
      if (clock.now() - entry.issuedMs > triggerLifetimeMs) return 'expired_trigger_id';
      entry.exchanged = true;
      return entry.trigger;
    },
  };
}
