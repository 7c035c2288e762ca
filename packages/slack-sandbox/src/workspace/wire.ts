import type { JsonObject } from '../json.ts';
import type { Message } from './message.ts';
import type { View } from './view.ts';
import type { Channel, InstalledApp, Team, UserGroup, UserProfile } from './workspace-facts.ts';

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

/** A view as Slack sends it: in answers of `views.open` and its kin, and in interactions. */
export function viewToWire(view: View, { team, app }: Installation): JsonObject {
  const modal = view.type === 'modal' ? view : undefined;
  return {
    id: view.id,
    team_id: team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    state: { values: view.values },
    hash: view.hash,
    // Slack puts these words into a Home tab, which has no title.
    title: plainText(modal?.title ?? 'View Title'),
    clear_on_close: modal?.clearOnClose ?? false,
    notify_on_close: modal?.notifyOnClose ?? false,
    close: plainText(modal?.close),
    submit: plainText(modal?.submit),
    previous_view_id: modal?.previousViewId ?? null,
    root_view_id: modal?.rootViewId ?? view.id,
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
    deleted: user.isDeactivated,
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
    ...(isDirect
      ? { user: channel.memberIds.find((id) => id !== app.botUserId) }
      : { name: channel.name, num_members: channel.memberIds.length }),
    is_channel: !isDirect && !channel.isPrivate,
    is_group: !isDirect && channel.isPrivate,
    is_im: isDirect,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_archived: channel.isArchived,
    is_member: channel.memberIds.includes(app.botUserId),
  };
}

/** A group of people as `usergroups.list` answers it. */
export function userGroupToWire(group: UserGroup, team: Team): JsonObject {
  return {
    id: group.id,
    team_id: team.id,
    is_usergroup: true,
    is_subteam: true,
    name: group.name,
    description: '',
    handle: group.handle,
    is_external: false,
    // The sandbox knows no dates of its groups; 0 is Slack's word for "not deleted".
    date_delete: group.isDisabled ? 1 : 0,
    prefs: { channels: [], groups: [] },
  };
}
