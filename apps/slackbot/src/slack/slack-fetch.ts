import type { Clock } from '../clock.ts';
import { startDeadline } from '../deadline.ts';

/**
 * `fetch` that gives up after `timeoutMs`, and answers once the whole body is there: Slack's interactions are worth nothing
 * after a few seconds, and Bolt's own requests to a `response_url` would wait for ever.
 */
export function withTimeout(
  send: typeof fetch,
  clock: Pick<Clock, 'after'>,
  timeoutMs: number,
): typeof fetch {
  return async (input, init = {}) => {
    using deadline = startDeadline(clock, timeoutMs, init.signal ?? undefined);
    const response = await send(input, { ...init, signal: deadline.signal });
    const body = await response.arrayBuffer();
    const { status, statusText, headers } = response;
    // A status such as 204 may not have a body, not even an empty one.
    return new Response(body.byteLength === 0 ? null : body, { status, statusText, headers });
  };
}
