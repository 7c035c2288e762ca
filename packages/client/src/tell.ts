/**
 * Tells a hook of the caller's. What it throws does not fail the call, which may have deleted something by now, and hides
 * no other error: it is a rejection that nobody handles, as with a hook that is asynchronous.
 */
export async function tell(hook: () => void): Promise<void> {
  hook();
}
