import type { Channel } from './workspace-facts.ts';

/** The kinds of conversations, in the words of `conversations.list`. */
export type ChannelKind = 'public_channel' | 'private_channel' | 'im' | 'mpim';

/** Which kind a conversation is of. */
export function channelKind({ id, isPrivate }: Channel): Exclude<ChannelKind, 'mpim'> {
  if (id.startsWith('D')) return 'im';
  return isPrivate ? 'private_channel' : 'public_channel';
}

/** Whether somebody cannot know that a conversation exists. */
export function isHiddenFrom(userId: string, { isPrivate, memberIds }: Channel): boolean {
  return isPrivate && !memberIds.includes(userId);
}
