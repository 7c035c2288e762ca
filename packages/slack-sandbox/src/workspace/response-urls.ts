import type { Clock } from '../clock.ts';
import { forgetOld } from './forget-old.ts';

/**
 * How often, and how long, a `response_url` can be used.
 *
 * @see https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
const responseUrlLimits = {
  uses: 5,
  lifetimeMs: 30 * 60 * 1000,
};

/** Where an answer goes. */
export interface ResponseTarget {
  /** The channel. */
  readonly channelId: string;
  /** Who did something: the one who sees ephemeral answers. */
  readonly userId: string;
  /** The `ts` of the message that was acted on; for a slash command, of the line that the user typed. */
  readonly originTs: string;
  /** Whether it is a slash command, whose line no app can change. */
  readonly fromCommand: boolean;
}

/** Why a `response_url` is refused, in Slack's words. */
export type ResponseUrlError = 'invalid_url' | 'expired_url' | 'used_url';

/** The `response_url`s that were given out, by their last path segment. */
export interface ResponseUrls {
  /** Makes a segment for a target. */
  issue(target: ResponseTarget): string;
  /** Where the answer goes, if the URL can still be used. */
  find(segment: string): ResponseTarget | ResponseUrlError;
  /** Counts one use. */
  count(segment: string): void;
}

/** Keeps `response_url`s in memory. */
export function createResponseUrls(clock: Clock, newSegment: () => string): ResponseUrls {
  const issued = new Map<string, { target: ResponseTarget; issuedMs: number; uses: number }>();
  return {
    issue(target) {
      forgetOld(issued, clock.now());
      const segment = newSegment();
      issued.set(segment, { target, issuedMs: clock.now(), uses: 0 });
      return segment;
    },
    find(segment) {
      const entry = issued.get(segment);
      if (!entry) return 'invalid_url';
      if (clock.now() - entry.issuedMs > responseUrlLimits.lifetimeMs) return 'expired_url';
      if (entry.uses >= responseUrlLimits.uses) return 'used_url';
      return entry.target;
    },
    count(segment) {
      const entry = issued.get(segment);
      if (entry) entry.uses += 1;
    },
  };
}
