import { limits } from '../block-kit/limits.ts';
import type { JsonObject } from '../json.ts';
import type { Message } from '../workspace/message.ts';
import { messageToWire } from '../workspace/wire.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { requiredText } from './arguments.ts';
import {
  describeMessage,
  findMessage,
  knownChannel,
  readContent,
  readMetadata,
  writableChannel,
} from './chat-arguments.ts';
import type { ApiMethod } from './method.ts';
import { Refusal } from './refusal.ts';

/** The longest text of `chat.update`: https://docs.slack.dev/reference/methods/chat.update */
const maxUpdatedText = 4000;

const missingText: JsonObject = { response_metadata: { warnings: ['missing_text_in_message'] } };

/** https://docs.slack.dev/reference/methods/chat.postMessage */
const postMessage: ApiMethod = (body, context) => {
  const { workspace } = context;
  const channel = writableChannel(body, context);
  const read = readContent(body, workspace, limits.messageText);
  const message = workspace.messages.post(describeMessage(body, channel, read, workspace));
  return {
    channel: channel.id,
    ts: message.ts,
    message: messageToWire(message, workspace),
    ...(message.text === '' && missingText),
  };
};

/** https://docs.slack.dev/reference/methods/chat.postEphemeral */
const postEphemeral: ApiMethod = (body, context) => {
  const { workspace } = context;
  const channel = writableChannel(body, context);
  const userId = requiredText(body, 'user');
  if (!channel.memberIds.includes(userId)) throw new Refusal('user_not_in_channel');
  const read = readContent(body, workspace, limits.messageText);
  const message = workspace.messages.post({
    ...describeMessage(body, channel, read, workspace),
    ephemeralFor: userId,
  });
  return { message_ts: message.ts };
};

/** The app's own message that `ts` names. */
function ownMessage(body: JsonObject, workspace: Workspace, notOwn: string): Message {
  const message = findMessage(body, 'ts', workspace);
  if (message.from !== 'app') throw new Refusal(notOwn);
  return message;
}

/**
 * Blocks and metadata that are left out stay as they are.
 *
 * @see https://docs.slack.dev/reference/methods/chat.update
 */
const update: ApiMethod = (body, { workspace }) => {
  const before = ownMessage(body, workspace, 'cant_update_message');
  if (knownChannel(body, workspace).isArchived) throw new Refusal('is_inactive');
  const { text, blocks } = readContent(body, workspace, maxUpdatedText);
  const metadata = readMetadata(body);
  const after = {
    ...before,
    text,
    blocks: body['blocks'] === undefined ? before.blocks : blocks,
    editedTs: workspace.nextTs(),
    ...(metadata && { metadata }),
  };
  workspace.messages.replace(after);
  return { channel: after.channelId, ts: after.ts, text, message: messageToWire(after, workspace) };
};

/** https://docs.slack.dev/reference/methods/chat.delete */
const remove: ApiMethod = (body, { workspace }) => {
  const message = ownMessage(body, workspace, 'cant_delete_message');
  workspace.messages.remove(message);
  return { channel: message.channelId, ts: message.ts };
};

/** https://docs.slack.dev/reference/methods/chat.getPermalink */
const getPermalink: ApiMethod = (body, { workspace }) => {
  const { channelId, ts, threadTs } = findMessage(body, 'message_ts', workspace);
  const inThread = threadTs === undefined ? '' : `?thread_ts=${threadTs}&cid=${channelId}`;
  const page = `archives/${channelId}/p${ts.replace('.', '')}${inThread}`;
  return { channel: channelId, permalink: `https://${workspace.team.domain}.slack.com/${page}` };
};

/** The methods that post, change and remove messages. */
export const chatMethods: Readonly<Record<string, ApiMethod>> = {
  'chat.delete': remove,
  'chat.getPermalink': getPermalink,
  'chat.postEphemeral': postEphemeral,
  'chat.postMessage': postMessage,
  'chat.update': update,
};
