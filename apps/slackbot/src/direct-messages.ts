/** Whether a channel is somebody's direct messages with the bot, which nobody else sees. */
export function isDirect(channelId: string): boolean {
  return channelId.startsWith('D');
}
