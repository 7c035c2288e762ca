import type { Delivery } from '../delivery/delivery.ts';
import type { Channel, UserProfile } from '../workspace/workspace-facts.ts';
import { applyAnswer } from './answer-message.ts';
import { escapeCommandText } from './escape-command-text.ts';
import { commandFailure } from './failure-text.ts';
import type { InteractionDeps } from './interaction-deps.ts';

/** A slash command that a user types. */
export interface CommandInput {
  readonly user: UserProfile;
  readonly channel: Channel;
  /** The command with its slash. */
  readonly command: string;
  /** What follows it. */
  readonly text: string;
}

/**
 * Shows the user's line, sends the command to the app and shows what the acknowledgement says, or that the command failed.
 *
 * @see https://docs.slack.dev/interactivity/implementing-slash-commands
 */
export async function runCommand(
  { workspace, transport, responseUrl }: InteractionDeps,
  { user, channel, command, text }: CommandInput,
  isKnown: boolean,
): Promise<Delivery> {
  const line = workspace.messages.post({
    channelId: channel.id,
    from: 'user',
    userId: user.id,
    text: text === '' ? command : `${command} ${text}`,
    blocks: [],
    ephemeralFor: user.id,
  });
  const fail = (delivery: Delivery): Delivery => {
    if (!delivery.ok)
      workspace.messages.post({
        channelId: channel.id,
        from: 'slackbot',
        userId: 'USLACKBOT',
        text: delivery.userText,
        blocks: [],
        ephemeralFor: user.id,
      });
    return delivery;
  };
  if (!isKnown) return fail(commandFailure(command, 'unknown_command'));

  const target = { channelId: channel.id, userId: user.id, originTs: line.ts, fromCommand: true };
  const acknowledgement = await transport().deliver({
    kind: 'slash_commands',
    fields: {
      token: 'sandbox',
      team_id: workspace.team.id,
      team_domain: workspace.team.domain,
      channel_id: channel.id,
      channel_name: channel.id.startsWith('D') ? 'directmessage' : channel.name,
      user_id: user.id,
      user_name: user.name,
      command,
      text: escapeCommandText(text, workspace.directory),
      api_app_id: workspace.app.id,
      is_enterprise_install: 'false',
      response_url: responseUrl(workspace.responseUrls.issue(target)),
      trigger_id: workspace.triggers.issue({ userId: user.id }),
    },
  });
  if (!acknowledgement.ok) return fail(commandFailure(command, acknowledgement.error));
  if (acknowledgement.answer === undefined) return { ok: true };
  const result = applyAnswer(acknowledgement.answer, target, workspace);
  return result.ok ? { ok: true } : fail(commandFailure(command, 'invalid_acknowledgement', result.error));
}
