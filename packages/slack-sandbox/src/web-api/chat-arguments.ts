import { isJsonObject, type JsonObject } from '../json.ts';
import { isHiddenFrom } from '../workspace/channel-kind.ts';
import type { Message } from '../workspace/message.ts';
import { readPostedContent, type PostedContent } from '../workspace/posted-content.ts';
import type { Channel } from '../workspace/workspace-facts.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { optionalText, requiredText } from './arguments.ts';
import type { MethodContext } from './method.ts';
import { Refusal, refuseProblems } from './refusal.ts';

type AcceptedContent = Extract<PostedContent, { ok: true }>;

/** The text and the blocks of a call, checked. */
export function readContent(body: JsonObject, workspace: Workspace, maxTextLength: number): AcceptedContent {
  const notShown = { pointer: '/attachments', message: 'the sandbox shows no attachments; use blocks' };
  if (body['attachments'] !== undefined) throw refuseProblems('invalid_arguments', [notShown]);
  if (body['blocks'] !== undefined && !Array.isArray(body['blocks']))
    throw new Refusal('invalid_blocks_format');
  const read = readPostedContent(body, workspace, maxTextLength);
  if (read.ok) return read;
  throw read.problems.length > 0 ? refuseProblems(read.error, read.problems) : new Refusal(read.error);
}

/** The channel an app may write to. A user's id stands for the direct messages with that user. */
export function writableChannel(body: JsonObject, { workspace, scopes }: MethodContext): Channel {
  const { directory, app } = workspace;
  const id = requiredText(body, 'channel');
  const person = directory.user(id);
  const channel = person ? directory.directMessages(person) : directory.channel(id);
  if (!channel || isHiddenFrom(app.botUserId, channel)) throw new Refusal('channel_not_found');
  if (channel.isArchived) throw new Refusal('is_archived');
  if (channel.memberIds.includes(app.botUserId) || scopes.includes('chat:write.public')) return channel;
  throw new Refusal('not_in_channel');
}

/** A channel that the app knows of. */
export function knownChannel(body: JsonObject, { directory, app }: Workspace): Channel {
  const channel = directory.channel(requiredText(body, 'channel'));
  if (!channel || isHiddenFrom(app.botUserId, channel)) throw new Refusal('channel_not_found');
  return channel;
}

/** The message that a call names. Ephemeral messages cannot be found again. */
export function findMessage(body: JsonObject, tsArgument: string, workspace: Workspace): Message {
  const channel = knownChannel(body, workspace);
  const message = workspace.messages.find(channel.id, requiredText(body, tsArgument));
  if (!message || message.ephemeralFor !== undefined) throw new Refusal('message_not_found');
  return message;
}

/**
 * The first message of the thread that a call answers in. Slack keeps threads one level deep, shows the answer to a message
 * that is gone in the channel, and takes no answers to ephemeral messages.
 */
function readThread(body: JsonObject, channel: Channel, { messages }: Workspace): string | undefined {
  const ts = optionalText(body, 'thread_ts');
  const parent = ts === undefined ? undefined : messages.find(channel.id, ts);
  if (parent?.ephemeralFor !== undefined) throw new Refusal('cannot_reply_to_message');
  return parent?.threadTs ?? parent?.ts;
}

/** Event type and payload that a call attaches. */
export function readMetadata(body: JsonObject): JsonObject | undefined {
  const { metadata } = body;
  if (metadata === undefined || metadata === null) return undefined;
  if (
    isJsonObject(metadata) &&
    typeof metadata['event_type'] === 'string' &&
    metadata['event_type'] !== '' &&
    isJsonObject(metadata['event_payload'])
  )
    return metadata;
  throw new Refusal('invalid_metadata_format');
}

/** The message of the app that a call describes. */
export function describeMessage(
  body: JsonObject,
  channel: Channel,
  { text, blocks }: AcceptedContent,
  workspace: Workspace,
): Omit<Message, 'ts'> {
  const threadTs = readThread(body, channel, workspace);
  const metadata = readMetadata(body);
  return {
    channelId: channel.id,
    from: 'app',
    userId: workspace.app.botUserId,
    text,
    blocks,
    ...(threadTs !== undefined && { threadTs }),
    ...(metadata && { metadata }),
  };
}
