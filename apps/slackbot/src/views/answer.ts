import type { KnownBlock } from '@slack/types';

/** A message to a user. `text` says the same as the blocks: it is for notifications and screen readers. */
export interface Answer {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}
