import type { ReactElement } from 'react';

/** When a message was sent, in the reader's own words; the whole date on pointing at it. */
export function MessageTime({ ts }: { ts: string }): ReactElement {
  const date = new Date(Number(ts) * 1000);
  return (
    <time dateTime={date.toISOString()} title={date.toLocaleString()}>
      {date.toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' })}
    </time>
  );
}
