import type { SlackSandbox } from '@registry-images/slack-sandbox';
import type { SSEStreamingApi } from 'hono/streaming';

/**
 * Sends `read()` at once and after every change, until the reader goes away. Changes that come while one is being sent
 * are sent together, so a slow reader gets fewer events and never older ones.
 */
export async function streamChanges(
  stream: SSEStreamingApi,
  sandbox: Pick<SlackSandbox, 'onChange'>,
  read: () => string,
): Promise<void> {
  let isStale = true;
  let wake: (() => void) | undefined;
  const stopListening = sandbox.onChange(() => {
    isStale = true;
    wake?.();
  });
  stream.onAbort(() => wake?.());
  try {
    while (!stream.aborted) {
      if (isStale) {
        isStale = false;
        await stream.writeSSE({ event: 'state', data: read(), retry: 1000 });
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    stopListening();
  }
}
