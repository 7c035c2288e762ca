import type { Channel } from '@registry-images/slack-sandbox';

/** What a conversation is called on the page. Direct messages are with the app, and bear its name. */
export function channelLabel(
  { id, name, isPrivate }: Channel,
  appName: string,
): { readonly sign: string; readonly name: string } {
  if (id.startsWith('D')) {
    return { sign: '✉', name: appName };
  }
  return { sign: isPrivate ? '🔒' : '#', name };
}
