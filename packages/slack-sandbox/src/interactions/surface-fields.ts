import type { JsonObject } from '../json.ts';
import { messageToWire, viewToWire } from '../workspace/wire.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Surface } from './find-element.ts';

/** The part of a payload that says where an element stands. */
export function surfaceFields(workspace: Workspace, surface: Surface): JsonObject {
  if (surface.kind === 'view')
    return {
      container: { type: 'view', view_id: surface.view.id },
      view: viewToWire(surface.view, workspace),
    };
  const { message } = surface;
  const isEphemeral = message.ephemeralFor !== undefined;
  const channel = workspace.directory.channel(message.channelId);
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channelId,
      is_ephemeral: isEphemeral,
      ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    },
    channel: {
      id: message.channelId,
      name: message.channelId.startsWith('D') ? 'directmessage' : (channel?.name ?? ''),
    },
    // Slack keeps no ephemeral messages, so it has none to send along.
    ...(!isEphemeral && { message: messageToWire(message, workspace) }),
  };
}
