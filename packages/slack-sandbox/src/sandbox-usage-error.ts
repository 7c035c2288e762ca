/** Somebody asked the sandbox for what Slack's client would not offer: a button, user, channel or view that is not there. */
export class SandboxUsageError extends Error {
  override readonly name = 'SandboxUsageError';
}
