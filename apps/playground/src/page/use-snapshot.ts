import { useEffect, useState } from 'react';

import type { Snapshot } from '../protocol.ts';
import { usePageVisible } from './use-page-visible.ts';

/** How long the page waits before it asks again a server that refused the event stream. */
const retryMs = 2000;

/** What the page knows of the workspace. */
export interface LiveSnapshot {
  /** The newest state. Missing until the first one has come. */
  readonly snapshot: Snapshot | undefined;
  /** Whether changes still arrive. */
  readonly isConnected: boolean;
}

/**
 * Follows what a user sees; without an id, what the first user of the workspace sees. A connection that breaks is opened
 * again for as long as the page is open. `onRefused` is called where the server does not know the user.
 *
 * A page in a background tab does not follow: a browser has six connections to a server of HTTP/1.1 for all its tabs, and
 * every stream holds one. Back in front it gets the whole state with the first event.
 */
export function useSnapshot(viewerId: string | undefined, onRefused: () => void): LiveSnapshot {
  const [snapshot, setSnapshot] = useState<Snapshot>();
  const [isConnected, setIsConnected] = useState(false);
  const isVisible = usePageVisible();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (!isVisible) {
      return undefined;
    }
    const query = viewerId === undefined ? '' : `?user=${encodeURIComponent(viewerId)}`;
    const events = new EventSource(`/api/events${query}`);
    let retry: ReturnType<typeof setTimeout> | undefined;

    events.addEventListener('state', (event: MessageEvent<string>) => {
      // From the server that this page came from: nobody else is asked, and nothing in it is run.
      setSnapshot(JSON.parse(event.data));
      setIsConnected(true);
    });
    events.addEventListener('error', () => {
      setIsConnected(false);
      // A broken connection is opened again by the browser. One that was answered with an error is closed for good.
      if (events.readyState === EventSource.CLOSED) {
        retry = setTimeout(() => setAttempt(attempt + 1), retryMs);
        void isRefused(query).then((refused) => refused && onRefused());
      }
    });
    return () => {
      events.close();
      clearTimeout(retry);
    };
  }, [viewerId, isVisible, attempt, onRefused]);

  return { snapshot, isConnected };
}

/** Whether the server answers, and knows no such user. An `EventSource` does not tell why it was closed. */
async function isRefused(query: string): Promise<boolean> {
  try {
    return (await fetch(`/api/state${query}`)).status === 409;
  } catch {
    // No answer: the server is gone, and may know the user when it is back.
    return false;
  }
}
