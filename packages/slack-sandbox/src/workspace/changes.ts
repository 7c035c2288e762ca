/** Tells of changes. */
export interface Changes {
  /** Something has changed that a person, or a test that waits, could see. */
  notify(): void;
  /** Calls `listener` after every change. The answer ends it. */
  onChange(listener: () => void): () => void;
  /** Waits until `read` answers something else than undefined or false. */
  until<Value>(
    read: () => Value | undefined | false,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Value>;
  /** Ends all waiting. */
  close(): void;
}

/** The wait was over before what was waited for came. */
export class SandboxClosedError extends Error {
  override readonly name = 'SandboxClosedError';
}

/** Makes the one place that knows who listens. */
export function createChanges(): Changes {
  const listeners = new Set<() => void>();
  const closing = new AbortController();

  function onChange(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  function until<Value>(
    read: () => Value | undefined | false,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<Value> {
    const over = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
    return new Promise((resolve, reject) => {
      let stopListening: (() => void) | undefined;
      const stop = (): void => {
        stopListening?.();
        over.removeEventListener('abort', abort);
      };
      const abort = (): void => {
        stop();
        reject(over.reason);
      };
      const look = (): void => {
        try {
          const value = read();
          if (value === undefined || value === false) return;
          stop();
          resolve(value);
        } catch (error) {
          stop();
          reject(error);
        }
      };
      if (over.aborted) {
        reject(over.reason);
        return;
      }
      over.addEventListener('abort', abort);
      stopListening = onChange(look);
      look();
    });
  }

  return {
    notify() {
      // A copy: a listener that is added meanwhile hears of the next change first.
      const current = [...listeners];
      for (const listener of current) listener();
    },
    onChange,
    until,
    close: () => closing.abort(new SandboxClosedError('The Slack sandbox was closed.')),
  };
}
