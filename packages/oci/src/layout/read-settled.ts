import type { Clock } from '../clock.ts';
import { isOciError } from '../error.ts';

const retryDelaysMs = [2, 5, 10, 20, 40];

/**
 * Reads a file that other programs write in place, as skopeo, umoci and BuildKit do with both files of a layout: now and
 * then a reader meets a half of it. What is `MALFORMED` or missing is read again for up to five times within a tenth of a
 * second.
 *
 * @throws OciError what the last attempt throws.
 */
export async function readSettled<T>(
  clock: Clock,
  signal: AbortSignal | undefined,
  read: () => Promise<T>,
): Promise<T> {
  for (const delayMs of retryDelaysMs) {
    try {
      return await read();
    } catch (error) {
      if (!isOciError(error, 'MALFORMED', 'NOT_A_LAYOUT')) throw error;
      await clock.wait(delayMs, signal);
    }
  }
  return read();
}
