import { describeFailure } from '../failure.ts';
import { errorFields } from '../log.ts';
import type { Answer } from '../views/answer.ts';
import { notice } from '../views/notice.ts';
import type { ListenerDeps } from './listener-deps.ts';

/** One interaction of a user. */
export interface Interaction {
  /** What the user did, for the log. */
  readonly action: string;
  readonly userId: string;
  readonly responseUrl: string;
}

/** What came of an interaction: a word for the log, and what the user gets to see, if anything. */
export interface Reply {
  readonly outcome: string;
  readonly answer?: Answer;
  /** Whether the answer takes the place of the message whose button was pressed. A failure never does. */
  readonly replaceOriginal?: boolean;
}

/**
 * Does the work of an interaction that Slack has its acknowledgement for, and answers the user: with what the work
 * replies, or with what the table of failures says. Logs one line. Never rejects.
 */
export async function answer(
  deps: ListenerDeps,
  interaction: Interaction,
  work: () => Promise<Reply>,
): Promise<void> {
  const { action, userId } = interaction;
  const startedMs = deps.clock.now();
  const durationMs = (): number => deps.clock.now() - startedMs;
  try {
    const reply = await work();
    if (reply.answer) await send(deps, interaction, reply.answer, reply.replaceOriginal ?? false);
    deps.log.info('answered', { action, user: userId, outcome: reply.outcome, durationMs: durationMs() });
  } catch (error) {
    const failure = describeFailure(error, deps.newId);
    const { outcome, incidentId } = failure;
    deps.log.error('failed', {
      action,
      user: userId,
      outcome,
      incidentId,
      durationMs: durationMs(),
      error: errorFields(error),
    });
    await send(deps, interaction, notice(failure.text), false);
  }
}

/** Sends an answer. Where Slack does not take it, nobody is left to tell but the log. */
async function send(
  deps: Pick<ListenerDeps, 'respond' | 'log'>,
  { action, userId, responseUrl }: Interaction,
  message: Answer,
  replaceOriginal: boolean,
): Promise<void> {
  try {
    await deps.respond(responseUrl, message, { replaceOriginal });
  } catch (error) {
    deps.log.error('answer not delivered', { action, user: userId, error: errorFields(error) });
  }
}
