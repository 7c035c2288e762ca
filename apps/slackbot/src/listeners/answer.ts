import { describeFailure, type Failure } from '../failure.ts';
import { errorFields, type LogFields } from '../log.ts';
import type { AnswerPlace } from '../slack/respond.ts';
import { patience } from '../slack/slack-api.ts';
import { isSlackProblem } from '../slack/slack-call-error.ts';
import type { Answer } from '../views/answer.ts';
import { notice, outdatedText } from '../views/notice.ts';
import type { View } from '../views/view.ts';
import { interactionFields, type Interaction } from './interaction.ts';
import { viewOf, type ListenerDeps } from './listener-deps.ts';

/** Makes an answer of what the views need. Asked again, with another renderer, where Slack does not take the first. */
export type Screen = (view: View) => Answer | Promise<Answer>;

/** How something is shown to a user. */
interface Delivery {
  readonly place: AnswerPlace;
  /** Whether it is left out where it could only go to the direct messages. */
  readonly isOptional?: boolean;
}

/** What came of an interaction: a word for the log, and what the user gets to see, if anything. */
export interface Reply {
  readonly outcome: string;
  readonly screen?: Screen;
  /** Where it is shown; by default beside what is there. */
  readonly place?: AnswerPlace;
  /** Whether the user was told of a failure already. */
  readonly isFailure?: boolean;
  /** More for the log. */
  readonly fields?: LogFields;
}

/** The reply to what an older or a newer version has left. */
export const outdated: Reply = { outcome: 'outdated', screen: (view) => notice(outdatedText(view)) };

/**
 * Does the work of an interaction that Slack has its acknowledgement for, and answers the user: with what the work
 * replies, or with what the table of failures says, which `onFailure` can dress. Logs one line. Never rejects.
 */
export async function answer(
  deps: ListenerDeps,
  interaction: Interaction,
  work: () => Promise<Reply>,
  onFailure: (text: string, view: View) => Answer = notice,
): Promise<void> {
  const startedMs = deps.clock.now();
  const end = (outcome: string, isFailure: boolean): LogFields => {
    const durationMs = deps.clock.now() - startedMs;
    const { action } = interaction;
    deps.metrics.answered({ action, outcome, isFailure, seconds: durationMs / 1000 });
    return { ...interactionFields(interaction), outcome, durationMs };
  };
  try {
    const { outcome, screen, place = 'new', isFailure = false, fields } = await work();
    if (screen) await deliver(deps, interaction, screen, { place });
    deps.log.info('answered', { ...end(outcome, isFailure), ...fields });
  } catch (error) {
    const { outcome, text, incidentId } = failureOf(deps, interaction, error);
    deps.log.error('failed', { ...end(outcome, true), incidentId, error: errorFields(error) });
    await tryToDeliver(deps, interaction, (view) => onFailure(text, view));
  }
}

/** What to tell the user of an error; where they can only report it, by the id of what Slack sent. */
export function failureOf(deps: ListenerDeps, { requestId }: Interaction, error: unknown): Failure {
  return describeFailure(error, { texts: deps.texts, newIncidentId: () => requestId ?? deps.newId() });
}

/**
 * Shows something to a user: where they are, or in their direct messages with the bot where Slack gives no address for answers
 * or takes none there any more, as of a dialog that was open for half an hour.
 *
 * @throws SlackCallError if Slack does not take it.
 */
async function deliver(
  deps: ListenerDeps,
  { actor: { teamId, userId }, responseUrl }: Interaction,
  screen: Screen,
  { place, isOptional = false }: Delivery,
): Promise<void> {
  await deps.renderers.send(
    teamId,
    (renderer) => Promise.resolve(screen(viewOf(deps, renderer))),
    async (made) => {
      const content = await made;
      const isThere = responseUrl !== undefined && (await isTaken(deps, responseUrl, content, place));
      if (!isThere && !isOptional) await deps.slack.postMessage(teamId, userId, content, patience.user);
    },
  );
}

/** Answers where the user is; false where it is too late for that. What is for everybody goes there or nowhere. */
async function isTaken(
  { respond }: ListenerDeps,
  responseUrl: string,
  content: Answer,
  place: AnswerPlace,
): Promise<boolean> {
  try {
    await respond(responseUrl, content, place);
    return true;
  } catch (error) {
    if (place === 'channel' || !isSlackProblem(error, 'trigger-expired')) throw error;
    return false;
  }
}

/** The same, where nobody is left to tell of a failure but the log. */
export async function tryToDeliver(
  deps: ListenerDeps,
  interaction: Interaction,
  screen: Screen,
  delivery: Delivery = { place: 'new' },
): Promise<void> {
  try {
    await deliver(deps, interaction, screen, delivery);
  } catch (error) {
    deps.log.error('answer not delivered', { ...interactionFields(interaction), error: errorFields(error) });
  }
}
