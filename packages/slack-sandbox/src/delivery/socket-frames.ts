import type { RawData } from 'ws';

import { isJsonObject, type JsonObject } from '../json.ts';
import type { Acknowledgement, Interaction } from './transport.ts';

/** Why Slack ends a connection: https://docs.slack.dev/apis/events-api/using-socket-mode#disconnect */
export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled';

/** Reads what an app sent. */
export function parseFrame(data: RawData): JsonObject | undefined {
  const text = Array.isArray(data)
    ? Buffer.concat(data).toString()
    : Buffer.from(new Uint8Array(data)).toString();
  try {
    const message: unknown = JSON.parse(text);
    return isJsonObject(message) ? message : undefined;
  } catch {
    // Slack ignores what is not JSON; the interaction then runs into its timeout, which the user sees.
    return undefined;
  }
}

/** What an acknowledgement says. Bolt sends each with an object, empty where there is nothing to say. */
export function answerOf(payload: unknown): Acknowledgement {
  return isJsonObject(payload) && Object.keys(payload).length > 0
    ? { ok: true, answer: payload }
    : { ok: true };
}

/** What an envelope holds beside its id. */
export function envelopeOf(interaction: Interaction): JsonObject {
  const { kind } = interaction;
  switch (kind) {
    case 'slash_commands':
      return { type: kind, payload: interaction.fields, accepts_response_payload: true };
    case 'interactive':
      return {
        type: kind,
        payload: interaction.payload,
        accepts_response_payload: interaction.acceptsAnswer,
      };
    case 'events_api':
      return {
        type: kind,
        payload: interaction.payload,
        accepts_response_payload: false,
        retry_attempt: interaction.retry?.attempt ?? 0,
        retry_reason: interaction.retry?.reason ?? '',
      };
    default:
      return interaction satisfies never;
  }
}

/** What Slack says when a connection opens. */
export function helloFrame(appId: string, connections: number): JsonObject {
  return {
    type: 'hello',
    num_connections: connections,
    connection_info: { app_id: appId },
    debug_info: { host: 'slack-sandbox', approximate_connection_time: 3600 },
  };
}

/** What Slack says before it ends a connection. */
export function disconnectFrame(reason: DisconnectReason): JsonObject {
  return { type: 'disconnect', reason, debug_info: { host: 'slack-sandbox' } };
}
