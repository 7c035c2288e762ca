import type { HomeView, ModalView } from '@slack/types';

import { isJsonObject, isStringArray } from '../json.ts';
import type { Answer } from '../views/answer.ts';
import type { Patience } from './method-queue.ts';
import { SlackCallError } from './slack-call-error.ts';
import type { SlackCaller } from './slack-caller.ts';

/** A message in a channel. */
export interface MessageRef {
  readonly channelId: string;
  readonly ts: string;
}

/** Whose token it is, and what it may. */
export interface Identity {
  readonly teamId: string;
  readonly teamName: string;
  /** The organisation of the workspace, where it is in one. */
  readonly enterpriseId: string | undefined;
  readonly botUserId: string;
  /** Undefined where Slack does not say. */
  readonly scopes: readonly string[] | undefined;
}

/** A user group with its members. */
export interface UserGroupMembers {
  readonly id: string;
  readonly handle: string;
  readonly userIds: readonly string[];
}

/** What Slack says of a channel. */
export interface ChannelFacts {
  readonly name: string;
  readonly isMember: boolean;
  readonly isArchived: boolean;
}

/** What Slack says of a user. */
export interface UserFacts {
  readonly isDeactivated: boolean;
}

/**
 * What the bot asks of Slack, of one workspace each. All of it throws a SlackCallError where Slack does not do it within the
 * caller's patience. These are the only methods that the bot calls, and what the scopes of the app manifest are for.
 */
export interface SlackApi {
  /** Whose the token is. */
  identify(teamId: string, patience: Patience): Promise<Identity>;
  /** Posts into a channel, or with the id of a user into the direct messages with them. */
  postMessage(teamId: string, channelId: string, content: Answer, patience: Patience): Promise<MessageRef>;
  updateMessage(teamId: string, message: MessageRef, content: Answer, patience: Patience): Promise<void>;
  /** Opens a modal; answers the id of the view. */
  openView(teamId: string, triggerId: string, view: ModalView, patience: Patience): Promise<string>;
  /** Shows another view in the place of one. */
  updateView(teamId: string, viewId: string, view: ModalView, patience: Patience): Promise<void>;
  /** Shows a user's Home tab. */
  publishHome(teamId: string, userId: string, view: HomeView, patience: Patience): Promise<void>;
  /** The user groups that are in use, each with its members. */
  listUserGroups(teamId: string, patience: Patience): Promise<readonly UserGroupMembers[]>;
  describeChannel(teamId: string, channelId: string, patience: Patience): Promise<ChannelFacts>;
  describeUser(teamId: string, userId: string, patience: Patience): Promise<UserFacts>;
}

/** How long people wait. */
export const patience: {
  /** For a modal: Slack takes the trigger for three seconds, of which some have passed. */
  readonly trigger: Patience;
  /** For what somebody looks at. */
  readonly user: Patience;
  /** For what nobody waits for. */
  readonly background: Patience;
} = {
  trigger: { withinMs: 2500 },
  user: { withinMs: 10_000 },
  background: {},
};

/** Makes a {@link SlackApi}. */
export function createSlackApi({ call }: Pick<SlackCaller, 'call'>): SlackApi {
  return {
    async identify(teamId, howLong) {
      const { body, scopes } = await call(teamId, 'auth.test', {}, howLong);
      const text = (name: string): string => textOf('auth.test', body, name);
      const { enterprise_id: enterpriseId } = body;
      return {
        teamId: text('team_id'),
        teamName: text('team'),
        enterpriseId: typeof enterpriseId === 'string' ? enterpriseId : undefined,
        botUserId: text('user_id'),
        scopes,
      };
    },
    async postMessage(teamId, channelId, content, howLong) {
      const { body } = await call(
        teamId,
        'chat.postMessage',
        { channel: channelId, ...quiet(content) },
        howLong,
      );
      const text = (name: string): string => textOf('chat.postMessage', body, name);
      // The channel of direct messages is another than the user whose id was given.
      return { channelId: text('channel'), ts: text('ts') };
    },
    async updateMessage(teamId, { channelId, ts }, { text, blocks }, howLong) {
      await call(teamId, 'chat.update', { channel: channelId, ts, text, blocks }, howLong);
    },
    async openView(teamId, triggerId, view, howLong) {
      const { body } = await call(teamId, 'views.open', { trigger_id: triggerId, view }, howLong);
      return textOf('views.open', isJsonObject(body['view']) ? body['view'] : {}, 'id');
    },
    async updateView(teamId, viewId, view, howLong) {
      await call(teamId, 'views.update', { view_id: viewId, view }, howLong);
    },
    async publishHome(teamId, userId, view, howLong) {
      await call(teamId, 'views.publish', { user_id: userId, view }, howLong);
    },
    async listUserGroups(teamId, howLong) {
      const { body } = await call(teamId, 'usergroups.list', { include_users: true }, howLong);
      return listIn('usergroups.list', body, 'usergroups').map((group) => ({
        id: textOf('usergroups.list', group, 'id'),
        handle: textOf('usergroups.list', group, 'handle'),
        userIds: isStringArray(group['users']) ? group['users'] : [],
      }));
    },
    async describeChannel(teamId, channelId, howLong) {
      const { body } = await call(teamId, 'conversations.info', { channel: channelId }, howLong);
      const channel = isJsonObject(body['channel']) ? body['channel'] : {};
      return {
        name: textOf('conversations.info', channel, 'name'),
        isMember: channel['is_member'] === true,
        isArchived: channel['is_archived'] === true,
      };
    },
    async describeUser(teamId, userId, howLong) {
      const { body } = await call(teamId, 'users.info', { user: userId }, howLong);
      return { isDeactivated: isJsonObject(body['user']) && body['user']['deleted'] === true };
    },
  };
}

/** A message of the bot shows no preview of an address that happens to be in it. */
function quiet({ text, blocks }: Answer): Readonly<Record<string, unknown>> {
  return { text, blocks, unfurl_links: false, unfurl_media: false };
}

function textOf(method: string, body: { readonly [field: string]: unknown }, name: string): string {
  const value = body[name];
  if (typeof value === 'string') return value;
  throw new SlackCallError({ method, problem: 'unreachable', reason: `an answer without ${name}` });
}

function listIn(
  method: string,
  body: { readonly [field: string]: unknown },
  name: string,
): { readonly [field: string]: unknown }[] {
  const value = body[name];
  if (Array.isArray(value)) return value.filter((item) => isJsonObject(item));
  throw new SlackCallError({ method, problem: 'unreachable', reason: `an answer without ${name}` });
}
