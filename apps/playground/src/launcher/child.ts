import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { ChildError, exitedEarly, type ChildExit } from './child-error.ts';
import { parseReadyLine, type ReadyLine } from './log-line.ts';

/** How many of the last lines are kept to explain why a program ended. */
const linesKept = 20;

/** What {@link startChild} needs. */
export interface ChildOptions {
  /** What to call it in messages, as in `image service`. */
  readonly name: string;
  /** The program: a module for Node.js. */
  readonly entry: URL;
  /** Its whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Told of every line that it writes. */
  readonly onLine: (line: string) => void;
  /** How long it may take to become ready. */
  readonly readyWithinMs?: number;
  /** How long it may take to end once it was asked to. After that it is killed. */
  readonly endWithinMs?: number;
  /** Gives up waiting for it to become ready: the signal's reason is thrown then. */
  readonly signal?: AbortSignal;
}

/** A program that runs. Disposing of it ends it, and waits until it has ended. */
export interface Child extends AsyncDisposable {
  /** What it is called. */
  readonly name: string;
  /** Where it takes requests, if it does. */
  readonly url: string | undefined;
  /** Settles when the program has ended, for whatever reason. */
  readonly exit: Promise<ChildExit>;
}

/**
 * Starts a program and waits until its log says `ready`. Throws {@link ChildError} where it ends before that or takes too
 * long; then it runs no more.
 *
 * The program is in a process group of its own, so that Ctrl-C reaches only the playground, which then ends the others in
 * order. It has an IPC channel to the playground and ends when that closes, however the playground itself has ended.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { name, entry, env, onLine, readyWithinMs = 30_000, endWithinMs = 15_000, signal } = options;
  signal?.throwIfAborted();
  const program = spawn(process.execPath, [fileURLToPath(entry)], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lastLines: string[] = [];
  const ready = Promise.withResolvers<ReadyLine>();
  const exit = endOf(program, lastLines);

  const keep = (line: string): void => {
    lastLines.push(line);
    lastLines.splice(0, lastLines.length - linesKept);
    onLine(line);
  };
  readLines(program.stderr, keep);
  readLines(program.stdout, (line) => {
    keep(line);
    const readyLine = parseReadyLine(line);
    if (readyLine) {
      ready.resolve(readyLine);
    }
  });

  const end = (): Promise<void> => endProcess(program, exit, endWithinMs);
  const givenUp = Promise.withResolvers<never>();
  const giveUp = (): void => givenUp.reject(signal?.reason);
  signal?.addEventListener('abort', giveUp, { once: true });
  const timer = setTimeout(() => {
    givenUp.reject(new ChildError(name, `is not ready after ${readyWithinMs} ms`, lastLines));
  }, readyWithinMs);
  try {
    const { url } = await Promise.race([
      ready.promise,
      givenUp.promise,
      exit.then((exited): never => {
        throw exitedEarly(name, exited);
      }),
    ]);
    return { name, url, exit, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  } finally {
    signal?.removeEventListener('abort', giveUp);
    clearTimeout(timer);
  }
}

function readLines(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream) {
    createInterface({ input: stream }).on('line', onLine);
  }
}

/** `close` and not `exit`, because only then everything that the program wrote has been read. */
function endOf(program: ChildProcess, lastLines: readonly string[]): Promise<ChildExit> {
  return new Promise((resolve) => {
    const settle = (exitCode: number | null, signal: NodeJS.Signals | null): void =>
      resolve({ exitCode: exitCode ?? undefined, signal: signal ?? undefined, lastLines });
    program.once('close', settle);
    program.once('error', () => {
      if (program.pid === undefined) {
        settle(null, null);
      }
    });
  });
}

async function endProcess(program: ChildProcess, exit: Promise<ChildExit>, withinMs: number): Promise<void> {
  const hasEnded = (): boolean =>
    program.pid === undefined || program.exitCode !== null || program.signalCode !== null;
  if (!hasEnded()) {
    const ended = once(program, 'exit');
    program.kill('SIGTERM');
    const timer = setTimeout(() => program.kill('SIGKILL'), withinMs);
    await ended;
    clearTimeout(timer);
  }
  // A grandchild that inherited the pipes could keep them open, and `close` away.
  program.stdout?.destroy();
  program.stderr?.destroy();
  await exit;
}
