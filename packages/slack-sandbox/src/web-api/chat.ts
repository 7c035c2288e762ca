import { limits } from '../block-kit/limits.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { Message } from '../workspace/message.ts';
import { readPostedContent, type PostedContent } from '../workspace/posted-content.ts';
import { messageToWire } from '../workspace/wire.ts';
import type { Channel } from '../workspace/workspace-facts.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { optionalText, requiredText } from './arguments.ts';
import type { ApiMethod, MethodContext } from './method.ts';
import { Refusal, refuseProblems } from './refusal.ts';

/** The longest text of `chat.update`: https://docs.slack.dev/reference/methods/chat.update */
const maxUpdatedText = 4000;

type AcceptedContent = Extract<PostedContent, { ok: true }>;

function content(body: JsonObject, workspace: Workspace, maxTextLength: number): AcceptedContent {
  const notShown = { pointer: '/attachments', message: 'the sandbox shows no attachments; use blocks' };
  if (body['attachments'] !== undefined) throw refuseProblems('invalid_arguments', [notShown]);
  if (body['blocks'] !== undefined && !Array.isArray(body['blocks']))
    throw new Refusal('invalid_blocks_format');
  const read = readPostedContent(body, workspace, maxTextLength);
  if (read.ok) return read;
  throw read.problems.length > 0 ? refuseProblems(read.error, read.problems) : new Refusal(read.error);
}

/** The channel an app may write to. A user's id stands for the direct messages with that user. */
function writableChannel(body: JsonObject, { workspace, scopes }: MethodContext): Channel {
  const { directory, app } = workspace;
  const id = requiredText(body, 'channel');
  const person = directory.user(id);
  const channel = person ? directory.directMessages(person) : directory.channel(id);
  if (!channel) throw new Refusal('channel_not_found');
  if (channel.isArchived) throw new Refusal('is_archived');
  if (channel.memberIds.includes(app.botUserId)) return channel;
  if (channel.isPrivate) throw new Refusal('channel_not_found');
  if (scopes.includes('chat:write.public')) return channel;
  throw new Refusal('not_in_channel');
}

/** The app's own message that `ts` names. Ephemeral messages cannot be found again. */
function ownMessage(body: JsonObject, { workspace }: MethodContext, notOwn: string): Message {
  const channelId = requiredText(body, 'channel');
  const ts = requiredText(body, 'ts');
  if (!workspace.directory.channel(channelId)) throw new Refusal('channel_not_found');
  const message = workspace.messages.find(channelId, ts);
  if (!message || message.ephemeralFor !== undefined) throw new Refusal('message_not_found');
  if (message.from !== 'app') throw new Refusal(notOwn);
  return message;
}

function appMessage(
  body: JsonObject,
  channel: Channel,
  { text, blocks }: AcceptedContent,
  { app }: Workspace,
): Omit<Message, 'ts'> {
  const threadTs = optionalText(body, 'thread_ts');
  const { metadata } = body;
  return {
    channelId: channel.id,
    from: 'app',
    userId: app.botUserId,
    text,
    blocks,
    ...(threadTs !== undefined && { threadTs }),
    ...(isJsonObject(metadata) && { metadata }),
  };
}

const missingText: JsonObject = { response_metadata: { warnings: ['missing_text_in_message'] } };

/** https://docs.slack.dev/reference/methods/chat.postMessage */
const postMessage: ApiMethod = {
  token: 'bot',
  scopes: ['chat:write'],
  call(body, context) {
    const { workspace } = context;
    const channel = writableChannel(body, context);
    const read = content(body, workspace, limits.messageText);
    const message = workspace.messages.post(appMessage(body, channel, read, workspace));
    return {
      channel: channel.id,
      ts: message.ts,
      message: messageToWire(message, workspace),
      ...(message.text === '' && missingText),
    };
  },
};

/** https://docs.slack.dev/reference/methods/chat.postEphemeral */
const postEphemeral: ApiMethod = {
  token: 'bot',
  scopes: ['chat:write'],
  call(body, context) {
    const { workspace } = context;
    const channel = writableChannel(body, context);
    const userId = requiredText(body, 'user');
    if (!channel.memberIds.includes(userId)) throw new Refusal('user_not_in_channel');
    const read = content(body, workspace, limits.messageText);
    const message = workspace.messages.post({
      ...appMessage(body, channel, read, workspace),
      ephemeralFor: userId,
    });
    return { message_ts: message.ts };
  },
};

/**
 * Blocks that are left out stay as they are.
 *
 * @see https://docs.slack.dev/reference/methods/chat.update
 */
const update: ApiMethod = {
  token: 'bot',
  scopes: ['chat:write'],
  call(body, context) {
    const { workspace } = context;
    const before = ownMessage(body, context, 'cant_update_message');
    const { text, blocks } = content(body, workspace, maxUpdatedText);
    const after = {
      ...before,
      text,
      blocks: body['blocks'] === undefined ? before.blocks : blocks,
      editedTs: workspace.nextTs(),
      ...(isJsonObject(body['metadata']) && { metadata: body['metadata'] }),
    };
    workspace.messages.replace(after);
    return { channel: after.channelId, ts: after.ts, text, message: messageToWire(after, workspace) };
  },
};

/** https://docs.slack.dev/reference/methods/chat.delete */
const remove: ApiMethod = {
  token: 'bot',
  scopes: ['chat:write'],
  call(body, context) {
    const message = ownMessage(body, context, 'cant_delete_message');
    context.workspace.messages.remove(message);
    return { channel: message.channelId, ts: message.ts };
  },
};

/** The methods that post, change and remove messages. */
export const chatMethods: Readonly<Record<string, ApiMethod>> = {
  'chat.postMessage': postMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'chat.delete': remove,
};
