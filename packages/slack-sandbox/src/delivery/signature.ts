import { createHmac } from 'node:crypto';

/** What a signature covers. */
export interface SignatureInput {
  /** The app's signing secret. */
  readonly secret: string;
  /** The body, byte for byte as it is sent. */
  readonly body: string;
  /** When the request is made, in whole seconds since the Unix epoch. */
  readonly timestampSeconds: number;
}

/**
 * The headers that prove that a request comes from Slack.
 *
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function signRequest({ secret, body, timestampSeconds }: SignatureInput): {
  'x-slack-request-timestamp': string;
  'x-slack-signature': string;
} {
  const digest = createHmac('sha256', secret).update(`v0:${timestampSeconds}:${body}`).digest('hex');
  return {
    'x-slack-request-timestamp': String(timestampSeconds),
    'x-slack-signature': `v0=${digest}`,
  };
}
