import { OciError, type OciErrorFacts } from '../error.ts';

/** Whether the operating system refused with one of `codes`, e.g. `ENOENT`; with any, where none is given. */
export function isSystemError(error: unknown, ...codes: readonly string[]): error is NodeJS.ErrnoException {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return false;
  return typeof error.code === 'string' && (codes.length === 0 || codes.includes(error.code));
}

/**
 * Runs `task` and turns what the operating system refuses into an {@link OciError} `IO`. `action` completes the sentence
 * "Could not …". Everything else, an abort above all, passes.
 */
export async function withSystemErrors<T>(
  action: string,
  facts: OciErrorFacts,
  task: () => Promise<T>,
): Promise<T> {
  try {
    return await task();
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw new OciError('IO', `Could not ${action}: ${cause.message}.`, { ...facts, cause });
  }
}
