/** How a program ended. */
export interface ChildExit {
  /** What it exited with. Missing where a signal ended it, or it never ran. */
  readonly exitCode: number | undefined;
  /** The signal that ended it. */
  readonly signal: NodeJS.Signals | undefined;
  /** What it wrote last, oldest first. */
  readonly lastLines: readonly string[];
}

/** A program that should run does not: it ended by itself, could not be started, or did not become ready. */
export class ChildError extends Error {
  override readonly name = 'ChildError';
  /** The program, as the playground calls it. */
  readonly child: string;
  /** What it wrote last, oldest first. */
  readonly lastLines: readonly string[];

  constructor(child: string, what: string, lastLines: readonly string[], options?: ErrorOptions) {
    const log = lastLines.length === 0 ? 'It wrote nothing.' : `Its last lines:\n  ${lastLines.join('\n  ')}`;
    super(`The ${child} ${what}. ${log}`, options);
    this.child = child;
    this.lastLines = lastLines;
  }
}

/** What to say of a program that ended although nobody asked it to. */
export function exitedEarly(child: string, { exitCode, signal, lastLines }: ChildExit): ChildError {
  const how = signal === undefined ? `with exit code ${exitCode ?? 'unknown'}` : `by ${signal}`;
  return new ChildError(child, `ended by itself, ${how}`, lastLines);
}
