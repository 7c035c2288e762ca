import { errorFields, type Log } from '../log.ts';
import { createLatestWins, type LatestWins } from '../slack/latest-wins.ts';
import type { RendererMemory } from '../slack/renderer-memory.ts';
import { patience, type SlackApi } from '../slack/slack-api.ts';
import type { AuditSink } from '../state/audit-log.ts';
import type { ListRenderer } from '../state/settings.ts';
import type { State } from '../state/state.ts';
import { whenFree } from '../state/when-free.ts';
import { auditMessage } from '../views/audit-view.ts';
import type { View } from '../views/view.ts';
import { alone, type AloneDeps } from './alone.ts';
import { createSetbacks } from './setbacks.ts';

/** Posts the audit in a channel, for people to see what happens. */
export interface AuditPoster extends AuditSink {
  /**
   * Posts what a workspace has not seen yet, in order. What cannot be posted is posted the next time, which is later after
   * each failure; of several bots one posts. After a crash in the wrong moment some lines come twice. Never rejects.
   */
  catchUp(teamId: string): Promise<void>;
}

/** What {@link createAuditPoster} needs. */
export interface AuditPosterOptions extends AloneDeps {
  /** The channel of a workspace; undefined where its policy names none: then lines count as seen. */
  readonly channelIn: (teamId: string) => Promise<string | undefined>;
  readonly state: Pick<State, 'auditLog' | 'settings' | 'claims'>;
  readonly slack: Pick<SlackApi, 'postMessage'>;
  readonly renderers: RendererMemory;
  readonly viewOf: (renderer: ListRenderer) => View;
  readonly log: Log;
  /** Keeps the bot from ending before the work has. */
  readonly track: (work: Promise<void>) => Promise<void>;
  /** Aborts once the bot cannot wait any longer. */
  readonly stopping: AbortSignal;
}

/** Lines in one message: a cleanup has hundreds, and Slack lets through one message a second. */
const linesPerMessage = 20;

/** Makes an {@link AuditPoster}. */
export function createAuditPoster(options: AuditPosterOptions): AuditPoster {
  const { channelIn, state, slack, renderers, viewOf, clock, log, track, stopping } = options;
  // Two that post at once would post the same.
  const queues = new Map<string, LatestWins<string>>();
  const setbacks = createSetbacks(clock);
  /** The last lines that Slack has taken, also where the database was too busy to write it down. */
  const posted = new Map<string, number>();

  function unposted(teamId: string, limit: number): ReturnType<State['auditLog']['after']> {
    const seq = Math.max(state.settings.of(teamId).auditPostedSeq, posted.get(teamId) ?? 0);
    return state.auditLog.after(teamId, seq, limit);
  }

  async function postAll(teamId: string, channelId: string | undefined): Promise<void> {
    for (;;) {
      const lines = unposted(teamId, linesPerMessage);
      const last = lines.at(-1);
      if (!last || stopping.aborted) return;
      if (channelId !== undefined) {
        await renderers.send(
          teamId,
          (renderer) => auditMessage(lines, viewOf(renderer)),
          (message) =>
            slack.postMessage(teamId, channelId, message, { ...patience.background, signal: stopping }),
        );
      }
      posted.set(teamId, last.seq);
      await whenFree(() => state.settings.set(teamId, { auditPostedSeq: last.seq }));
    }
  }

  async function tryToPost(teamId: string): Promise<void> {
    if (!setbacks.mayTry(teamId)) return;
    let channelId: string | undefined;
    try {
      // To claim is to write, and mostly there is nothing to post.
      if (unposted(teamId, 1).length > 0) {
        channelId = await channelIn(teamId);
        const work = (): Promise<void> => postAll(teamId, channelId);
        await (channelId === undefined ? work() : alone(options, { teamId, name: 'audit' }, work));
      }
      setbacks.forget(teamId);
    } catch (error) {
      if (stopping.aborted) return;
      const problem = error instanceof Error ? error.message : String(error);
      if (setbacks.failed(teamId, problem)) {
        log.warn('audit not posted', { team: teamId, channel: channelId, error: errorFields(error) });
      }
    }
  }

  function catchUp(teamId: string): Promise<void> {
    const queue = queues.get(teamId) ?? createLatestWins({ send: tryToPost });
    queues.set(teamId, queue);
    return queue.show(teamId);
  }

  return {
    catchUp,
    recorded(entries) {
      for (const teamId of new Set(entries.map((entry) => entry.teamId))) void track(catchUp(teamId));
    },
  };
}
