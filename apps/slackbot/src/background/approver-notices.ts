import type { PolicySource } from '../features/actor.ts';
import { approversToTell, type ApproverToTell } from '../features/approvers-to-tell.ts';
import { inParallel } from '../features/in-parallel.ts';
import { errorFields, type Log } from '../log.ts';
import type { RendererMemory } from '../slack/renderer-memory.ts';
import { patience, type SlackApi } from '../slack/slack-api.ts';
import type { DeletionRequest } from '../state/deletion-request.ts';
import type { ListRenderer } from '../state/settings.ts';
import { approverNotice } from '../views/approver-notice.ts';
import type { View } from '../views/view.ts';

/** Tells those who may approve a request that it waits for them, which they might not see otherwise. Waits for nothing. */
export type TellApprovers = (request: DeletionRequest, place: 'channel' | 'direct') => void;

/** What {@link createTellApprovers} needs. */
export interface TellApproversOptions extends PolicySource {
  readonly slack: Pick<SlackApi, 'postMessage'>;
  readonly renderers: RendererMemory;
  readonly viewOf: (renderer: ListRenderer) => View;
  readonly log: Log;
  /** Keeps the bot from ending before the work has. */
  readonly track: (work: Promise<void>) => Promise<void>;
  /** Aborts once the bot cannot wait any longer. */
  readonly stopping: AbortSignal;
}

/** As many as Slack's queue lets out at once of what nobody waits for. */
const atOnce = 2;

/** Makes {@link TellApprovers}, by direct messages. */
export function createTellApprovers(options: TellApproversOptions): TellApprovers {
  const { slack, renderers, viewOf, log, stopping, track } = options;

  async function tell(request: DeletionRequest, { userId, where }: ApproverToTell): Promise<void> {
    const { teamId } = request;
    try {
      await renderers.send(
        teamId,
        (renderer) => approverNotice(request, where, viewOf(renderer)),
        (message) => slack.postMessage(teamId, userId, message, { ...patience.background, signal: stopping }),
      );
    } catch (error) {
      log.warn('approver not told', { team: teamId, user: userId, error: errorFields(error) });
    }
  }

  async function tellAll(request: DeletionRequest, place: 'channel' | 'direct'): Promise<void> {
    try {
      const approvers = await approversToTell(options, request, place);
      await inParallel(approvers, atOnce, (approver) => tell(request, approver));
    } catch (error) {
      log.warn('approvers not told', { team: request.teamId, error: errorFields(error) });
    }
  }

  return (request, place) => void track(tellAll(request, place));
}
