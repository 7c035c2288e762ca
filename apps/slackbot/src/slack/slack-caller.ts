import type { Clock } from '../clock.ts';
import { startDeadline } from '../deadline.ts';
import type { Patience } from './method-queue.ts';
import { createMethodQueues } from './method-queues.ts';
import { pause } from './pause.ts';
import { isSlackProblem, SlackCallError } from './slack-call-error.ts';
import type { WebApi, WebApiAnswer, WebApiArguments } from './web-api.ts';

/** What is known of a call once it has ended. */
export interface EndedCall {
  readonly method: string;
  /** `ok`, or what kept Slack from doing it. */
  readonly outcome: string;
  /** With its pauses. */
  readonly seconds: number;
}

/** Calls methods of the Web API with the tokens of their workspaces, in the pace that Slack allows. */
export interface SlackCaller {
  /**
   * @throws SlackCallError if Slack does not do it within the caller's patience; the reason of the signal.
   */
  call(teamId: string, method: string, args: WebApiArguments, patience: Patience): Promise<WebApiAnswer>;
  /** How many calls of each method wait, in all workspaces; those of which none does are left out. */
  waiting(): ReadonlyMap<string, number>;
  /** The workspaces whose token Slack refused the last time. */
  readonly refusedTeams: readonly string[];
}

/** What {@link createSlackCaller} needs. */
export interface SlackCallerOptions {
  readonly webApi: WebApi;
  /** The bot token of a workspace; undefined where the app is not installed there, or not any more. */
  readonly tokenOf: (teamId: string) => Promise<string | undefined>;
  readonly clock: Clock;
  /** Told of every call that has ended, and of every time that Slack said that a call came too soon. */
  readonly observer?: {
    ended(call: EndedCall): void;
    rateLimited(method: string): void;
  };
}

/** Slack's Web API answers at once, or something is wrong. */
const attemptTimeoutMs = 5000;
/** The pauses before Slack is asked once more where it did not answer. */
const hurriedPausesMs = [200];
const unhurriedPausesMs = [500, 1000, 2000, 4000, 8000];

/** Of these nobody knows, without an answer, whether Slack has done them: twice would be one message too many. */
const notRepeatable = new Set(['chat.postMessage', 'views.open', 'views.push']);

/** Slack takes one message a second in each channel: https://docs.slack.dev/apis/web-api/rate-limits */
const countedByChannel = new Set(['chat.postMessage']);

/** What is to be called. */
interface Call {
  readonly teamId: string;
  readonly method: string;
  readonly args: WebApiArguments;
}

/** Makes a {@link SlackCaller}. */
export function createSlackCaller(options: SlackCallerOptions): SlackCaller {
  const { webApi, tokenOf, clock, observer } = options;
  const queues = createMethodQueues(clock);
  const refusedTeams = new Set<string>();

  async function attempt({ teamId, method, args }: Call, signal: AbortSignal): Promise<WebApiAnswer> {
    const token = await tokenOf(teamId);
    if (token === undefined) {
      throw new SlackCallError({ method, problem: 'token-refused', reason: 'not_installed' });
    }
    using deadline = startDeadline(clock, attemptTimeoutMs, signal);
    try {
      const answer = await webApi(method, args, { token, signal: deadline.signal });
      refusedTeams.delete(teamId);
      return answer;
    } catch (error) {
      if (isSlackProblem(error, 'rate-limited')) observer?.rateLimited(method);
      if (isSlackProblem(error, 'token-refused')) refusedTeams.add(teamId);
      throw error;
    }
  }

  async function untilDone(call: Call, { withinMs, signal: given }: Patience): Promise<WebApiAnswer> {
    const startedMs = clock.now();
    using deadline = startDeadline(clock, withinMs, given);
    const { signal } = deadline;
    const pausesMs = withinMs === undefined ? unhurriedPausesMs : hurriedPausesMs;
    const { teamId, method, args } = call;
    const counted = {
      teamId,
      method,
      ...(countedByChannel.has(method) && { channelId: String(args['channel']) }),
    };
    for (let attempts = 0; ; attempts += 1) {
      // The queue looks at the time itself, so that who waits there for too long hears of the rate limit.
      const patience = {
        ...(given && { signal: given }),
        ...(withinMs !== undefined && { withinMs: startedMs + withinMs - clock.now() }),
      };
      try {
        return await queues.run(counted, patience, () => attempt(call, signal));
      } catch (error) {
        const pauseMs = pausesMs[attempts];
        const isWorthIt = isSlackProblem(error, 'unreachable') && !notRepeatable.has(method);
        if (!isWorthIt || pauseMs === undefined || signal.aborted) throw error;
        await pause(clock, pauseMs, signal);
      }
    }
  }

  return {
    async call(teamId, method, args, patience) {
      const startedMs = clock.now();
      const end = (outcome: string): void =>
        observer?.ended({ method, outcome, seconds: (clock.now() - startedMs) / 1000 });
      try {
        const answer = await untilDone({ teamId, method, args }, patience);
        end('ok');
        return answer;
      } catch (error) {
        if (error instanceof SlackCallError || patience.signal?.aborted === true) {
          end(error instanceof SlackCallError ? error.problem : 'given-up');
          throw error;
        }
        end('unreachable');
        const fields = { method, problem: 'unreachable', reason: 'no answer in time' } as const;
        throw new SlackCallError(fields, { cause: error });
      }
    },
    waiting: () => queues.waiting(),
    get refusedTeams() {
      return [...refusedTeams];
    },
  };
}
