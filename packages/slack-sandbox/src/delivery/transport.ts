import type { JsonObject } from '../json.ts';
import type { DeliveryError } from './delivery.ts';

/** How long an app has to acknowledge: https://docs.slack.dev/interactivity/handling-user-interaction */
export const acknowledgementTimeoutMs = 3000;

/** What is sent to the app. */
export type Interaction =
  | {
      /** A slash command, whose fields are sent as a form. */
      readonly kind: 'slash_commands';
      readonly fields: Readonly<Record<string, string>>;
    }
  | {
      /** Anything else that a user does. */
      readonly kind: 'interactive';
      readonly payload: JsonObject;
      /** Whether Slack looks at what the acknowledgement holds. */
      readonly acceptsAnswer: boolean;
    }
  | {
      /** Something that happened in the workspace. */
      readonly kind: 'events_api';
      readonly payload: JsonObject;
      /** Which retry it is and why; missing the first time. */
      readonly retry?: EventRetry;
    };

/** Why Slack sends an event once more: https://docs.slack.dev/apis/events-api#retries */
export interface EventRetry {
  /** 1 to 3. */
  readonly attempt: number;
  readonly reason: RetryReason;
}

/** What went wrong the time before, in Slack's words. */
export type RetryReason = 'http_timeout' | 'http_error' | 'connection_failed' | 'unknown_error' | 'timeout';

/** What came back. */
export type Acknowledgement =
  | {
      readonly ok: true;
      /** The text or object in the acknowledgement. Missing where it was empty. */
      readonly answer?: string | JsonObject;
    }
  | {
      readonly ok: false;
      readonly error: DeliveryError;
      /** Whether the app asked, by `x-slack-no-retry: 1`, not to be sent this event again. */
      readonly refusesRetry?: boolean;
    };

/** A way to the app. */
export interface Transport {
  /** Sends an interaction or event and waits for its acknowledgement, for three seconds at most. */
  deliver(interaction: Interaction): Promise<Acknowledgement>;
}
