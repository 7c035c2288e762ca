import { expireDeletions } from '../features/expire-deletions.ts';
import { resumeDeletions } from '../features/resume-deletions.ts';
import { runDeletion, type Ran, type RunDeps } from '../features/run-deletion.ts';
import { createInFlight } from '../in-flight.ts';
import type { DeletionRequest } from '../state/deletion-request.ts';
import type { RequestKey } from '../state/deletion-requests.ts';
import type { DeletionMessages } from './deletion-messages.ts';
import type { ShownPlace } from './held-messages.ts';

/** The deletions that go on, each shown in its message. */
export interface Deletions {
  /** Shows a request in its message. Never rejects. */
  show(request: DeletionRequest): Promise<ShownPlace>;
  /**
   * Carries out an approved request until it ends or the bot stops, and until its message says so.
   *
   * @throws the reason of the stop, or what the database throws.
   */
  run(key: RequestKey): Promise<Ran>;
  /** Goes on with the deletions that nobody is at. Throws what `run` throws. */
  resume(): Promise<void>;
  /** Shows what people do not see yet, since Slack did not take it or an earlier bot ended before. */
  catchUp(): Promise<void>;
  /** Ends the requests that have waited for too long. */
  expire(): Promise<void>;
}

/** What {@link createDeletions} needs. */
export interface DeletionsOptions extends RunDeps {
  readonly messages: DeletionMessages;
  /** Aborts once the bot cannot wait any longer. */
  readonly stopping: AbortSignal;
}

/** Makes {@link Deletions}. */
export function createDeletions(options: DeletionsOptions): Deletions {
  const { messages, stopping: signal } = options;

  /** Does work that tells of changes, and waits until the last of them is shown. */
  async function shown<Result>(
    work: (onChange: (request: DeletionRequest) => void) => Promise<Result>,
  ): Promise<Result> {
    const showing = createInFlight();
    try {
      return await work((request) => void showing.track(messages.show(request)));
    } finally {
      await showing.drained();
    }
  }

  return {
    show: (request) => messages.show(request),
    run: (key) => shown((onChange) => runDeletion(options, key, { onChange, signal })),
    async resume() {
      await shown((onChange) => resumeDeletions(options, { onChange, signal }));
    },
    catchUp: () => messages.catchUp(),
    async expire() {
      await Promise.all(expireDeletions(options).map((request) => messages.show(request)));
    },
  };
}
