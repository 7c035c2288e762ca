import type { Image } from '@registry-images/model';

import { describeFailure } from '../failure.ts';
import { errorFields, imageFields, type LogFields } from '../log.ts';
import type { Answer } from '../views/answer.ts';
import { notice } from '../views/notice.ts';
import type { ListenerDeps } from './listener-deps.ts';

/** One interaction of a user. */
export interface Interaction {
  /** What the user did, for the log. */
  readonly action: string;
  readonly userId: string;
  /** The image that it is about, for the log; undefined where its id is not known. */
  readonly imageId?: string | undefined;
  readonly responseUrl: string;
}

/** What came of an interaction: a word for the log, and what the user gets to see, if anything. */
export interface Reply {
  readonly outcome: string;
  readonly answer?: Answer;
  /** Whether the answer takes the place of the message whose button was pressed. A failure never does. */
  readonly replaceOriginal?: boolean;
  /** The image that was deleted. The registry only knows the bot's token: who deleted it stands in the bot's log alone. */
  readonly deleted?: Image | undefined;
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
  const startedMs = deps.clock.now();
  const durationMs = (): number => deps.clock.now() - startedMs;
  try {
    const reply = await work();
    if (reply.answer) await send(deps, interaction, reply.answer, reply.replaceOriginal ?? false);
    deps.log.info('answered', {
      ...interactionFields(interaction),
      outcome: reply.outcome,
      durationMs: durationMs(),
      ...(reply.deleted && { deleted: imageFields(reply.deleted) }),
    });
  } catch (error) {
    const failure = describeFailure(error, deps.newId);
    const { outcome, incidentId } = failure;
    deps.log.error('failed', {
      ...interactionFields(interaction),
      outcome,
      incidentId,
      durationMs: durationMs(),
      error: errorFields(error),
    });
    await send(deps, interaction, notice(failure.text), false);
  }
}

/** An interaction as fields of the log. */
export function interactionFields({ action, userId, imageId }: Interaction): LogFields {
  return { action, user: userId, imageId };
}

/** Sends an answer. Where Slack does not take it, nobody is left to tell but the log. */
async function send(
  deps: Pick<ListenerDeps, 'respond' | 'log'>,
  interaction: Interaction,
  message: Answer,
  replaceOriginal: boolean,
): Promise<void> {
  try {
    await deps.respond(interaction.responseUrl, message, { replaceOriginal });
  } catch (error) {
    deps.log.error('answer not delivered', { ...interactionFields(interaction), error: errorFields(error) });
  }
}
