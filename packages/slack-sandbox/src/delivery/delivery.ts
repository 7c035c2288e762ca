/**
 * Why an interaction failed. The first four are Slack's words.
 * `operation_timeout`: no acknowledgement within three seconds.
 * `dispatch_failed`: the app could not be reached.
 * `http_client_error`, `http_service_error`: it answered with a status of 400 to 499, or with another that is not 2xx.
 * `invalid_acknowledgement`: the acknowledgement holds something that Slack does not take.
 * `unknown_command`: no app has this slash command.
 * `input_refused`: Slack's client did not send the form, because an input is empty or malformed.
 */
export type DeliveryError =
  | 'operation_timeout'
  | 'dispatch_failed'
  | 'http_client_error'
  | 'http_service_error'
  | 'invalid_acknowledgement'
  | 'unknown_command'
  | 'input_refused';

/** What became of one interaction, from the user's side. */
export type Delivery =
  | {
      /** The app acknowledged in time. */
      readonly ok: true;
    }
  | {
      /** The user sees an error. */
      readonly ok: false;
      /** What went wrong. */
      readonly error: DeliveryError;
      /** The words on the user's screen. */
      readonly userText: string;
      /** For `input_refused`: the message at each input, by block id. */
      readonly inputErrors?: Readonly<Record<string, string>>;
      /** For `invalid_acknowledgement`: what is wrong with it. */
      readonly reason?: string;
    };
