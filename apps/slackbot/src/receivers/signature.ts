import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a request claims, and what to hold it against. */
export interface SignedRequest {
  readonly signingSecret: string;
  /** The body, byte for byte. */
  readonly body: Buffer;
  /** The header `x-slack-request-timestamp`. */
  readonly timestamp: string | undefined;
  /** The header `x-slack-signature`. */
  readonly signature: string | undefined;
  readonly nowMs: number;
}

/** How far the clocks of Slack and the bot may be apart, in either direction, and how long a signature is remembered. */
export const maxSkewMs: number = 5 * 60_000;

/**
 * Why a request cannot be from Slack, or is too old to be believed; undefined if it is fine. Bolt's own check accepts
 * timestamps of any time to come.
 *
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function signatureProblem(request: SignedRequest): string | undefined {
  const { signingSecret, body, timestamp, signature, nowMs } = request;
  if (timestamp === undefined || signature === undefined) return 'not signed';
  if (!/^\d{1,15}$/.test(timestamp)) return 'malformed timestamp';
  if (Math.abs(nowMs - Number(timestamp) * 1000) > maxSkewMs) return 'timestamp more than five minutes off';
  const hmac = createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(body);
  const expected = Buffer.from(`v0=${hmac.digest('hex')}`);
  const claimed = Buffer.from(signature);
  const isSame = claimed.length === expected.length && timingSafeEqual(claimed, expected);
  return isSame ? undefined : 'wrong signature';
}
