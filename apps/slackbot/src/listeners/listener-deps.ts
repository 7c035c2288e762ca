import type { Clock } from '../clock.ts';
import type { ImageSource } from '../features/list-images.ts';
import type { Log } from '../log.ts';
import type { Once } from '../once.ts';
import type { Respond } from '../slack/respond.ts';
import type { DeletionEnd } from './run-deletion.ts';

/** What the listeners work with. */
export interface ListenerDeps extends ImageSource {
  readonly clock: Clock;
  readonly log: Log;
  readonly respond: Respond;
  /** Makes an id that nobody can guess. */
  readonly newId: () => string;
  /** The deletions that were confirmed, by the id of their confirmation. */
  readonly deletions: Once<DeletionEnd>;
  /** Aborts, with a StoppingError, once the bot cannot wait for its work any longer. */
  readonly stopping: AbortSignal;
}
