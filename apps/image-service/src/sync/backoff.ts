import { isOciError } from '@registry-images/oci';

import { isPassingStoreError } from '../store/store-error.ts';

const firstMs = 1000;
const longestMs = 60_000;

/**
 * How long to wait after so many failures in a row, at least 1: a time that doubles, up to a minute, and that is cut by
 * up to a half, so that services that failed together do not come back together.
 *
 * @param random from 0 up to, not including, 1
 */
export function backoffMs(failures: number, random: number): number {
  return Math.min(longestMs, firstMs * 2 ** (failures - 1)) * (1 - random / 2);
}

/** Whether an error says that the source cannot be reached now, or the database not be written, and may be soon. */
export function isPassing(error: unknown): boolean {
  const isSourceAway = isOciError(
    error,
    'LOCKED',
    'RATE_LIMITED',
    'ROOT_NOT_FOUND',
    'TIMEOUT',
    'UNREACHABLE',
  );
  return isSourceAway || isPassingStoreError(error);
}
