/**
 * Whether a channel is direct messages: those of somebody with the bot, or with somebody else, where commands can be typed, too,
 * and the bot cannot post.
 */
export function isDirect(channelId: string): boolean {
  return channelId.startsWith('D');
}
