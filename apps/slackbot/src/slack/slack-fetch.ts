/**
 * `fetch` that gives up after `timeoutMs`: Slack's interactions are worth nothing after a few seconds, and Bolt's own
 * requests to a `response_url` would wait for ever.
 */
export function withTimeout(send: typeof fetch, timeoutMs: number): typeof fetch {
  return (input, init = {}) => {
    const deadline = AbortSignal.timeout(timeoutMs);
    return send(input, {
      ...init,
      signal: init.signal ? AbortSignal.any([init.signal, deadline]) : deadline,
    });
  };
}
