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
    };

/** What came back. */
export type Acknowledgement =
  | {
      readonly ok: true;
      /** The text or object in the acknowledgement. Missing where it was empty. */
      readonly answer?: string | JsonObject;
    }
  | { readonly ok: false; readonly error: DeliveryError };

/** A way to the app. */
export interface Transport {
  /** Sends an interaction and waits for its acknowledgement, for three seconds at most. */
  deliver(interaction: Interaction): Promise<Acknowledgement>;
}
