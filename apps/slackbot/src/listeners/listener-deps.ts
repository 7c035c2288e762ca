import type { Deletions } from '../background/deletions.ts';
import type { HomeTabs } from '../background/home-tabs.ts';
import type { PolicySource } from '../features/actor.ts';
import type { ResolveDeps } from '../features/resolve-image.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { RendererMemory } from '../slack/renderer-memory.ts';
import type { Respond } from '../slack/respond.ts';
import type { SlackApi } from '../slack/slack-api.ts';
import type { ListRenderer } from '../state/settings.ts';
import type { State } from '../state/state.ts';
import type { Texts } from '../texts/texts.ts';
import type { View } from '../views/view.ts';

/** What the listeners work with. */
export interface ListenerDeps extends ResolveDeps, PolicySource {
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'answered'>;
  readonly respond: Respond;
  readonly slack: SlackApi;
  readonly renderers: RendererMemory;
  readonly state: State;
  readonly deletions: Deletions;
  readonly homeTabs: HomeTabs;
  readonly texts: Texts;
  /** Makes an id that nobody can guess. */
  readonly newId: () => string;
  /** Aborts, with a StoppingError, once the bot cannot wait for its work any longer. */
  readonly stopping: AbortSignal;
}

/** What the views need to know of this moment. */
export function viewOf(
  { scope, clock, texts, pullPrefix }: Pick<ListenerDeps, 'scope' | 'clock' | 'texts' | 'pullPrefix'>,
  renderer: ListRenderer,
): View {
  return {
    scope,
    nowMs: clock.now(),
    texts,
    renderer,
    ...(pullPrefix !== undefined && { pullPrefix }),
  };
}
