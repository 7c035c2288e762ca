import type { ReactElement } from 'react';

/** What Slack writes over an ephemeral message. */
export function OnlyVisibleToYou(): ReactElement {
  return (
    <p className="message__only-you">
      <svg viewBox="0 0 20 20" width="14" height="14" fill="none" stroke="currentColor" aria-hidden="true">
        <path d="M1.5 10S4.5 4.5 10 4.5 18.5 10 18.5 10 15.5 15.5 10 15.5 1.5 10 1.5 10Z" strokeWidth="1.5" />
        <circle cx="10" cy="10" r="2.75" strokeWidth="1.5" />
      </svg>
      Only visible to you
    </p>
  );
}
