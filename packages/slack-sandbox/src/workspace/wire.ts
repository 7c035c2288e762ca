import type { JsonObject } from '../json.ts';
import type { Message } from './message.ts';
import type { ModalView } from './modal-view.ts';
import type { Channel, InstalledApp, Team, UserProfile } from './workspace-facts.ts';

/** Whose words the wire shapes need. */
export interface Installation {
  readonly team: Team;
  readonly app: InstalledApp;
}

function plainText(text: string | undefined): JsonObject | null {
  return text === undefined ? null : { type: 'plain_text', text, emoji: true };
}

/** A message as Slack sends it: in answers of `chat.postMessage` and in interactions. */
export function messageToWire(message: Message, { team, app }: Installation): JsonObject {
  return {
    type: 'message',
    user: message.userId,
    ts: message.ts,
    text: message.text,
    team: team.id,
    ...(message.from === 'app' && { bot_id: app.botId, app_id: app.id }),
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.threadTs && { thread_ts: message.threadTs }),
    ...(message.editedTs && { edited: { user: message.userId, ts: message.editedTs } }),
    ...(message.metadata && { metadata: message.metadata }),
  };
}

/** A modal as Slack sends it: in answers of `views.open` and its kin, and in interactions. */
export function viewToWire(view: ModalView, { team, app }: Installation): JsonObject {
  return {
    id: view.id,
    team_id: team.id,
    type: 'modal',
    blocks: view.blocks,
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    state: { values: view.values },
    hash: view.hash,
    title: plainText(view.title),
    clear_on_close: view.clearOnClose,
    notify_on_close: view.notifyOnClose,
    close: plainText(view.close),
    submit: plainText(view.submit),
    previous_view_id: view.previousViewId ?? null,
    root_view_id: view.rootViewId,
    app_id: app.id,
    external_id: view.externalId,
    app_installed_team_id: team.id,
    bot_id: app.botId,
  };
}

/** A person as `users.info` answers it. */
export function userToWire(user: UserProfile, team: Team): JsonObject {
  return {
    id: user.id,
    team_id: team.id,
    name: user.name,
    deleted: false,
    real_name: user.realName,
    tz: user.timeZone,
    profile: { real_name: user.realName, display_name: user.name, team: team.id },
    is_admin: user.isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: false,
    is_app_user: false,
  };
}

/** The app's bot user as `users.info` answers it. */
export function botToWire({ team, app }: Installation): JsonObject {
  return {
    id: app.botUserId,
    team_id: team.id,
    name: app.name.toLowerCase(),
    deleted: false,
    real_name: app.name,
    profile: { real_name: app.name, display_name: '', team: team.id, bot_id: app.botId, api_app_id: app.id },
    is_admin: false,
    is_owner: false,
    is_bot: true,
    is_app_user: false,
  };
}

/** A conversation as `conversations.info` answers it. */
export function channelToWire(channel: Channel, app: InstalledApp): JsonObject {
  const isDirect = channel.id.startsWith('D');
  return {
    id: channel.id,
    name: channel.name,
    is_channel: !isDirect && !channel.isPrivate,
    is_group: !isDirect && channel.isPrivate,
    is_im: isDirect,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_archived: channel.isArchived,
    is_member: channel.memberIds.includes(app.botUserId),
    num_members: channel.memberIds.length,
  };
}
