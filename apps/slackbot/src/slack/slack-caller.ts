import type { Clock } from '../clock.ts';
import { createMethodQueue, type MethodQueue, type Patience } from './method-queue.ts';
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
}

/** What {@link createSlackCaller} needs. */
export interface SlackCallerOptions {
  readonly webApi: WebApi;
  /** The bot token of a workspace. */
  readonly tokenOf: (teamId: string) => Promise<string>;
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

/** Makes a {@link SlackCaller}. */
export function createSlackCaller(options: SlackCallerOptions): SlackCaller {
  const { webApi, tokenOf, clock, observer } = options;
  const queues = new Map<string, { readonly method: string; readonly queue: MethodQueue }>();

  function queueOf(teamId: string, method: string): MethodQueue {
    const key = `${teamId} ${method}`;
    const known = queues.get(key);
    if (known) return known.queue;
    const queue = createMethodQueue(method, clock);
    queues.set(key, { method, queue });
    return queue;
  }

  async function attempt(
    { teamId, method, args }: { teamId: string; method: string; args: WebApiArguments },
    signal: AbortSignal,
  ): Promise<WebApiAnswer> {
    const token = await tokenOf(teamId);
    const ends = AbortSignal.any([signal, clock.deadline(attemptTimeoutMs)]);
    try {
      return await webApi(method, args, { token, signal: ends });
    } catch (error) {
      if (isSlackProblem(error, 'rate-limited')) observer?.rateLimited(method);
      throw error;
    }
  }

  async function untilDone(
    call: { teamId: string; method: string; args: WebApiArguments },
    { withinMs, signal: given }: Patience,
    startedMs: number,
  ): Promise<WebApiAnswer> {
    const queue = queueOf(call.teamId, call.method);
    const deadline = withinMs === undefined ? [] : [clock.deadline(withinMs)];
    const signal = AbortSignal.any([...deadline, ...(given ? [given] : [])]);
    const pausesMs = withinMs === undefined ? unhurriedPausesMs : hurriedPausesMs;
    for (let attempts = 0; ; attempts += 1) {
      const leftMs = withinMs === undefined ? undefined : startedMs + withinMs - clock.now();
      try {
        return await queue.run({ signal, ...(leftMs !== undefined && { withinMs: leftMs }) }, () =>
          attempt(call, signal),
        );
      } catch (error) {
        const pauseMs = pausesMs[attempts];
        const isWorthIt = isSlackProblem(error, 'unreachable') && !notRepeatable.has(call.method);
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
        const answer = await untilDone({ teamId, method, args }, patience, startedMs);
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
    waiting() {
      const counts = new Map<string, number>();
      for (const { method, queue } of queues.values()) {
        if (queue.waiting > 0) counts.set(method, (counts.get(method) ?? 0) + queue.waiting);
      }
      return counts;
    },
  };
}
