import type { Clock } from '../clock.ts';
import { errorFields, type Log } from '../log.ts';
import type { ListRenderer } from '../state/settings.ts';
import type { Answer } from '../views/answer.ts';
import { createLatestWins } from './latest-wins.ts';
import type { Patience } from './method-queue.ts';
import { pause } from './pause.ts';
import type { Render, RendererMemory } from './renderer-memory.ts';
import { patience, type MessageRef, type SlackApi } from './slack-api.ts';
import { isSlackProblem, SlackCallError, type SlackProblem } from './slack-call-error.ts';

/** A message in Slack that shows how far some work has come. */
export interface LiveMessage {
  /** Where it is, to be remembered beyond a restart. */
  readonly ref: MessageRef;
  /**
   * Shows this in the place of what is there; what is not shown yet gives way to it. Resolves once this or something later
   * is shown, or cannot be, with what came of it. Never rejects: work must not fail because it cannot be watched.
   */
  show(render: Render<Answer>): Promise<Showing>;
}

/** What came of showing something in a message: `gone` where somebody has removed it. */
export type Showing = 'shown' | 'gone' | 'failed';

/** Where a message has found its place, and why not where it should be. */
export type Posting =
  | { readonly place: 'channel'; readonly message: LiveMessage }
  | { readonly place: 'direct'; readonly message: LiveMessage; readonly problem: SlackProblem }
  | { readonly place: 'nowhere'; readonly problem: SlackProblem };

/** Posts messages that go on changing, and takes hold of those that were posted before a restart. */
export interface LiveMessages {
  /**
   * Posts into a channel, or where the bot cannot, into the direct messages with a user. Never rejects. The caller tells
   * the user about a `problem`: `not-in-channel` and `no-such-channel` go away once somebody invites the bot, and
   * `rate-limited` and `unreachable` by themselves.
   */
  post(where: {
    readonly teamId: string;
    readonly channelId: string;
    /** Who gets it instead. */
    readonly userId: string;
    readonly render: (renderer: ListRenderer, place: 'channel' | 'direct') => Answer;
    /** Whether the channel is to be tried again later where it takes nothing at the moment; then nothing is posted now. */
    readonly canFollow: boolean;
    readonly patience: Patience;
  }): Promise<Posting>;
  /** Takes hold of a message that is there. */
  resume(teamId: string, ref: MessageRef): LiveMessage;
}

/** What {@link createLiveMessages} needs. */
export interface LiveMessagesOptions {
  readonly slack: Pick<SlackApi, 'postMessage' | 'updateMessage'>;
  readonly renderers: RendererMemory;
  readonly clock: Clock;
  readonly log: Log;
  /** Once it aborts, nothing waits any more: what is shown last is sent at once or not at all. */
  readonly stopping: AbortSignal;
}

/** Slack lets through fifty changes a minute: https://docs.slack.dev/reference/methods/chat.update */
const updateIntervalMs = 1200;

/** Makes {@link LiveMessages}. */
export function createLiveMessages(options: LiveMessagesOptions): LiveMessages {
  const { slack, renderers, log } = options;

  async function tryToPost(
    { teamId, channelId, userId, render, patience: howLong }: Parameters<LiveMessages['post']>[0],
    place: 'channel' | 'direct',
  ): Promise<{ message: LiveMessage } | { problem: SlackProblem }> {
    const to = place === 'channel' ? channelId : userId;
    try {
      const ref = await renderers.send(
        teamId,
        (renderer) => render(renderer, place),
        (content) => slack.postMessage(teamId, to, content, howLong),
      );
      return { message: holdMessage(options, teamId, ref) };
    } catch (error) {
      log.warn('message not posted', { team: teamId, channel: to, error: errorFields(error) });
      return { problem: error instanceof SlackCallError ? error.problem : 'refused' };
    }
  }

  return {
    async post(what) {
      const posted = await tryToPost(what, 'channel');
      if ('message' in posted) return { place: 'channel', message: posted.message };
      const { problem } = posted;
      if (what.canFollow && isPassing(problem)) return { place: 'nowhere', problem };
      const direct = await tryToPost(what, 'direct');
      if ('message' in direct) return { place: 'direct', message: direct.message, problem };
      return { place: 'nowhere', problem };
    },
    resume: (teamId, ref) => holdMessage(options, teamId, ref),
  };
}

/** Whether what keeps a message from being posted goes away by itself. */
export function isPassing(problem: SlackProblem): boolean {
  return problem === 'rate-limited' || problem === 'unreachable';
}

function holdMessage(
  { slack, renderers, clock, log, stopping }: LiveMessagesOptions,
  teamId: string,
  ref: MessageRef,
): LiveMessage {
  let isLost = false;
  let showing: Showing = 'failed';
  let nextAtMs = 0;

  async function update(content: Answer): Promise<void> {
    await slack.updateMessage(teamId, ref, content, stopping.aborted ? patience.user : { signal: stopping });
  }

  async function untilMaySend(): Promise<void> {
    const waitMs = nextAtMs - clock.now();
    // Once the bot stops there is no time left to wait.
    if (waitMs > 0) await pause(clock, waitMs, stopping).catch(() => undefined);
  }

  async function send(render: Render<Answer>): Promise<void> {
    if (isLost) return;
    try {
      await renderers.send(teamId, render, update);
      showing = 'shown';
    } catch (error) {
      showing = isSlackProblem(error, 'gone') ? 'gone' : 'failed';
      // Nobody can see it any more, or the bot may not touch it: trying again would only use up Slack's patience.
      isLost = isSlackProblem(error, 'gone', 'token-refused', 'no-such-channel', 'channel-archived');
      log.warn('message not updated', { team: teamId, ...ref, error: errorFields(error) });
    }
    nextAtMs = clock.now() + updateIntervalMs;
  }

  const latest = createLatestWins({ untilMaySend, send });
  return {
    ref,
    async show(render) {
      await latest.show(render);
      return showing;
    },
  };
}
