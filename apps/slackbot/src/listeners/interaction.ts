import type { BlockAction, Context, SlashCommand, ViewSubmitAction } from '@slack/bolt';

import { isDirect } from '../direct-messages.ts';
import type { Actor, PlacedActor } from '../features/actor.ts';
import { isJsonObject } from '../json.ts';
import type { LogFields } from '../log.ts';
import { requestIdOf } from '../receivers/intake.ts';

/** One thing that a user did. */
export interface Interaction {
  /** What it was, for the log. Never what a user has made up. */
  readonly action: string;
  readonly actor: Actor;
  /** The id of what Slack sent, for the log and for what the user is told. */
  readonly requestId: string | undefined;
  /** Where answers go; missing where Slack gives none, as in App Home. They then go to the direct messages. */
  readonly responseUrl?: string;
  /** Opens one modal, within three seconds. */
  readonly triggerId?: string;
  /** Whether the message that was acted on is for this user alone, so that an answer may take its place. */
  readonly isPrivate: boolean;
}

/** An interaction that has a place, and can end in the wish to delete. */
export interface PlacedInteraction extends Interaction {
  readonly actor: PlacedActor;
}

/** A slash command as an interaction. */
export function ofCommand(
  action: string,
  { command, context }: { readonly command: SlashCommand; readonly context: Context },
): PlacedInteraction & { readonly triggerId: string } {
  const {
    user_id: userId,
    channel_id: channelId,
    response_url: responseUrl,
    trigger_id: triggerId,
  } = command;
  return {
    action,
    actor: { ...personOf(context, { user: { id: userId, team_id: command['user_team_id'] } }), channelId },
    requestId: requestIdOf(context),
    responseUrl,
    triggerId,
    isPrivate: false,
  };
}

/** A press of a button, or a choice in a menu, as an interaction. */
export function ofAction(
  action: string,
  { body, context }: { readonly body: BlockAction; readonly context: Context },
): Interaction & { readonly triggerId: string } {
  const channelId = body.channel?.id;
  const { container, response_url: responseUrl, trigger_id: triggerId } = body;
  const isEphemeral = isJsonObject(container) && container['is_ephemeral'] === true;
  return {
    action,
    actor: { ...personOf(context, body), ...(channelId !== undefined && { channelId }) },
    requestId: requestIdOf(context),
    ...(responseUrl && { responseUrl }),
    triggerId,
    isPrivate: isEphemeral || (channelId !== undefined && isDirect(channelId)),
  };
}

/** The submission of a modal as an interaction. The modal itself has to know where it was opened. */
export function ofSubmission(
  action: string,
  { body, context }: { readonly body: ViewSubmitAction; readonly context: Context },
  place: { readonly channelId: string; readonly responseUrl?: string; readonly isPrivate: boolean },
): PlacedInteraction {
  const { channelId, responseUrl, isPrivate } = place;
  return {
    action,
    actor: { ...personOf(context, body), channelId },
    requestId: requestIdOf(context),
    ...(responseUrl !== undefined && { responseUrl }),
    isPrivate,
  };
}

/** Whether an interaction has a place. */
export function hasPlace(interaction: Interaction): interaction is PlacedInteraction {
  return interaction.actor.channelId !== undefined;
}

/** An interaction as fields of the log. */
export function interactionFields({ action, actor, requestId }: Interaction): LogFields {
  const { teamId, userId: user, channelId: channel } = actor;
  return { action, team: teamId, user, channel, requestId };
}

/** What Slack says of who did something. */
interface Acted {
  readonly user: { readonly id: string; readonly team_id?: unknown };
  /** Null where a whole organisation has installed the app. */
  readonly team?: { readonly id: string } | null;
}

/**
 * Who did something in a workspace. Slack says of people from a shared channel which workspace is their own; where it does not say
 * so of the user, the workspace in which they acted counts.
 *
 * @see https://docs.slack.dev/apis/slack-connect/
 */
export function personOf(
  context: Context,
  { user, team }: Acted,
): Pick<Actor, 'teamId' | 'userId' | 'isStranger'> {
  const teamId = teamOf(context);
  const ownTeamId = user.team_id ?? team?.id;
  const own = [undefined, teamId, context.enterpriseId];
  const isStranger = !own.some((id) => id === ownTeamId);
  return { teamId, userId: user.id, ...(isStranger && { isStranger }) };
}

/** The workspace whose installation something is about, as `listenWhereInstalled` has found it. */
export function teamOf({ teamId }: Context): string {
  if (teamId === undefined) throw new TypeError('It was not found out which workspace this is from.');
  return teamId;
}
