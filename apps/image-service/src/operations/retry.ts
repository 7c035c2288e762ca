import type { StatusCode } from '@registry-images/model';

import { isServiceError } from '../errors.ts';
import { isPassingStoreError } from '../store/store-error.ts';

/** What passes by itself: the registry is down or busy, or another program holds the layout. So does a full disk. */
const transient: readonly StatusCode[] = ['DEADLINE_EXCEEDED', 'RESOURCE_EXHAUSTED', 'UNAVAILABLE'];
const firstPauseMs = 500;
const longestPauseMs = 60_000;

/** Whether the same step may succeed later, with nothing changed. */
export function isTransient(error: unknown): boolean {
  return isServiceError(error, ...transient) || isPassingStoreError(error);
}

/** How long to wait after the nth attempt, ms: half a second at first, doubled each time up to a minute. */
export function pauseMs(attempt: number): number {
  return Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs);
}
