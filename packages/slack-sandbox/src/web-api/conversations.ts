import type { JsonObject } from '../json.ts';
import { channelKind, isHiddenFrom, type ChannelKind } from '../workspace/channel-kind.ts';
import { channelToWire } from '../workspace/wire.ts';
import type { Channel, UserProfile } from '../workspace/workspace-facts.ts';
import { isOn, optionalText, readPage, requiredText } from './arguments.ts';
import type { ApiMethod, MethodContext } from './method.ts';
import { Refusal, refuseProblems } from './refusal.ts';
import { requireScope } from './tokens.ts';

/** The scope that tells of each kind of conversation: https://docs.slack.dev/reference/methods/conversations.list */
const readScopes: Readonly<Record<ChannelKind, string>> = {
  public_channel: 'channels:read',
  private_channel: 'groups:read',
  im: 'im:read',
  mpim: 'mpim:read',
};

/** A conversation that the app can know of, with the scope for its kind. */
function readableChannel(body: JsonObject, { workspace, scopes }: MethodContext): Channel {
  const channel = workspace.directory.channel(requiredText(body, 'channel'));
  if (!channel || isHiddenFrom(workspace.app.botUserId, channel)) throw new Refusal('channel_not_found');
  requireScope([readScopes[channelKind(channel)]], scopes);
  return channel;
}

/** https://docs.slack.dev/reference/methods/conversations.info */
const info: ApiMethod = (body, context) => ({
  channel: channelToWire(readableChannel(body, context), context.workspace.app),
});

function kindsOf(body: JsonObject): readonly ChannelKind[] {
  const names = (optionalText(body, 'types') ?? 'public_channel').split(',').map((name) => name.trim());
  const kinds = (['public_channel', 'private_channel', 'im', 'mpim'] as const).filter((kind) =>
    names.includes(kind),
  );
  if (kinds.length < new Set(names).size) throw new Refusal('invalid_types');
  return kinds;
}

/** https://docs.slack.dev/reference/methods/conversations.list */
const list: ApiMethod = (body, { workspace: { directory, app }, scopes }) => {
  const kinds = kindsOf(body);
  for (const kind of kinds) requireScope([readScopes[kind]], scopes);
  const channels = directory.channels.filter(
    (channel) =>
      kinds.includes(channelKind(channel)) &&
      !isHiddenFrom(app.botUserId, channel) &&
      !(channel.isArchived && isOn(body, 'exclude_archived')),
  );
  const { items, ...page } = readPage(channels, body);
  return { channels: items.map((channel) => channelToWire(channel, app)), ...page };
};

/** https://docs.slack.dev/reference/methods/conversations.members */
const members: ApiMethod = (body, context) => {
  const { items, ...page } = readPage(readableChannel(body, context).memberIds, body);
  return { members: items, ...page };
};

function otherPerson(body: JsonObject, { workspace: { directory } }: MethodContext): UserProfile {
  const ids = requiredText(body, 'users').split(',');
  if (ids.length > 1)
    throw refuseProblems('invalid_arguments', [
      { pointer: '/users', message: 'the sandbox opens direct messages with one person only' },
    ]);
  const user = directory.user(ids[0] ?? '');
  if (!user) throw new Refusal('user_not_found');
  return user;
}

/** https://docs.slack.dev/reference/methods/conversations.open */
const open: ApiMethod = (body, context) => {
  const { directory, app } = context.workspace;
  requireScope(['im:write'], context.scopes);
  const known = optionalText(body, 'channel');
  if (known !== undefined && directory.channel(known)?.id.startsWith('D') !== true)
    throw new Refusal('channel_not_found');
  const user = known === undefined ? otherPerson(body, context) : undefined;
  const wasOpen = user === undefined || directory.hasDirectMessages(user);
  const channel = user ? directory.directMessages(user) : directory.channel(known ?? '');
  if (!channel) throw new Refusal('channel_not_found');
  return {
    channel: isOn(body, 'return_im') ? channelToWire(channel, app) : { id: channel.id },
    ...(wasOpen && { no_op: true, already_open: true }),
  };
};

/** The methods on channels and direct messages. */
export const conversationMethods: Readonly<Record<string, ApiMethod>> = {
  'conversations.info': info,
  'conversations.list': list,
  'conversations.members': members,
  'conversations.open': open,
};
