import type { Decided } from '../features/decide-deletion.ts';
import { expireDeletions } from '../features/expire-deletions.ts';
import { resumeDeletions, type ResumeDeps } from '../features/resume-deletions.ts';
import { runDeletion } from '../features/run-deletion.ts';
import { createInFlight } from '../in-flight.ts';
import type { DeletionRequest } from '../state/deletion-request.ts';
import type { DeletionMessages } from './deletion-messages.ts';
import type { ShownPlace } from './held-messages.ts';

/** The deletions that go on, each shown in its message. */
export interface Deletions {
  /**
   * Shows a new request in its message, and carries it out where it needs no approval, until it ends or the bot stops, and until
   * its message says so. `onShown` hears where the message is. Answers the request as it is then.
   *
   * @throws the reason of the stop, or what the database throws.
   */
  begin(request: DeletionRequest, onShown: (at: ShownPlace) => void): Promise<DeletionRequest>;
  /** Does what a decision asks for: carries the request out, or shows what has become of it. Throws what `begin` throws. */
  follow(decided: Decided): Promise<void>;
  /** Goes on with the deletions that nobody is at. Throws what `begin` throws. */
  resume(): Promise<void>;
  /** Shows what people do not see yet, since Slack did not take it or an earlier bot ended before. */
  catchUp(): Promise<void>;
  /** Ends the requests that have waited for too long. */
  expire(): Promise<void>;
}

/** What {@link createDeletions} needs. */
export interface DeletionsOptions extends ResumeDeps {
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

  async function run(request: DeletionRequest): Promise<void> {
    await shown((onChange) => runDeletion(options, request, { onChange, signal }));
  }

  async function expire(): Promise<void> {
    await Promise.all(expireDeletions(options).map((request) => messages.show(request)));
  }

  return {
    async begin(request, onShown) {
      onShown(await messages.show(request));
      if (request.state === 'approved') await run(request);
      return options.state.requests.get(request) ?? request;
    },
    async follow(decided) {
      if (decided.outcome === 'unknown-request') return;
      const { request } = decided;
      if (decided.outcome === 'decided') {
        await (request.state === 'approved' ? run(request) : messages.show(request));
        return;
      }
      // Then the button that was pressed should not have been there any more.
      if (decided.refusal.kind === 'expired') await expire();
      else if (decided.refusal.kind === 'wrong-state' || request.state === 'lapsed')
        await messages.show(request);
    },
    async resume() {
      await shown((onChange) => resumeDeletions(options, { onChange, signal }));
    },
    catchUp: () => messages.catchUp(),
    expire,
  };
}
