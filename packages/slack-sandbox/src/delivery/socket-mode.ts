import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { WebSocketServer, type RawData, type WebSocket } from 'ws';

import type { Clock } from '../clock.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { acknowledgementTimeoutMs, type Acknowledgement, type Transport } from './transport.ts';

/** How many connections an app can hold open: https://docs.slack.dev/apis/events-api/using-socket-mode */
export const maxSocketConnections = 10;

/** How often a connection is pinged. Slack's libraries take one as lost after 30 seconds without a ping. */
const pingIntervalMs = 10_000;

/** Slack's end of Socket Mode. */
export interface SocketMode extends Transport {
  /** How many connections are open. */
  readonly connections: number;
  /** Makes a ticket that opens one connection. */
  issueTicket(): string;
  /** Takes over an HTTP connection that asks to become a WebSocket. A ticket that is unknown or was used is refused. */
  upgrade(ticket: string, request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Asks every connection to come back over a new ticket, and sends nothing through the old ones any more. */
  refresh(): void;
  /** Cuts every connection. */
  close(): void;
}

/** What Socket Mode needs of the workspace. */
export interface SocketModeOptions {
  readonly clock: Clock;
  readonly appId: string;
  readonly newId: (prefix: string) => string;
  /** Makes what nobody can guess: the ticket of a connection. */
  readonly newSecret: () => string;
  /** Called when a connection came or went. */
  readonly changed: () => void;
}

function parse(data: RawData): JsonObject | undefined {
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

/** Bolt sends every acknowledgement with an object, empty where there is nothing to say. */
function answerOf(payload: unknown): Acknowledgement {
  return isJsonObject(payload) && Object.keys(payload).length > 0
    ? { ok: true, answer: payload }
    : { ok: true };
}

/** Opens Slack's end of Socket Mode. */
export function createSocketMode({ clock, appId, newId, newSecret, changed }: SocketModeOptions): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const sockets = new Set<WebSocket>();
  const waiting = new Map<string, (acknowledgement: Acknowledgement) => void>();

  function accept(socket: WebSocket): void {
    let cancelPing: (() => void) | undefined;
    const ping = (): void => {
      socket.ping();
      cancelPing = clock.setTimer(pingIntervalMs, ping);
    };
    cancelPing = clock.setTimer(pingIntervalMs, ping);
    const leave = (): void => {
      cancelPing?.();
      if (sockets.delete(socket)) changed();
    };
    socket.on('close', leave);
    // A connection that breaks is closed next, which is all that matters here.
    socket.on('error', leave);
    socket.on('message', (data) => {
      const message = parse(data);
      if (typeof message?.['envelope_id'] === 'string')
        waiting.get(message['envelope_id'])?.(answerOf(message['payload']));
    });
    sockets.add(socket);
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: sockets.size,
        connection_info: { app_id: appId },
        debug_info: { host: 'slack-sandbox', approximate_connection_time: 3600 },
      }),
    );
    changed();
  }

  return {
    get connections() {
      return sockets.size;
    },
    issueTicket() {
      const ticket = newSecret();
      tickets.add(ticket);
      return ticket;
    },
    upgrade(ticket, request, socket, head) {
      if (!tickets.delete(ticket)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, accept);
    },
    deliver(interaction) {
      // Slack sends to any one of the connections; the oldest is put last, so that each has its turn.
      const [socket] = sockets;
      if (!socket) return Promise.resolve({ ok: false, error: 'dispatch_failed' });
      sockets.delete(socket);
      sockets.add(socket);
      const envelopeId = newId('E');
      const isCommand = interaction.kind === 'slash_commands';
      return new Promise((resolve) => {
        const finish = (acknowledgement: Acknowledgement): void => {
          cancelTimer();
          waiting.delete(envelopeId);
          resolve(acknowledgement);
        };
        const cancelTimer = clock.setTimer(acknowledgementTimeoutMs, () =>
          finish({ ok: false, error: 'operation_timeout' }),
        );
        waiting.set(envelopeId, finish);
        socket.send(
          JSON.stringify({
            envelope_id: envelopeId,
            type: interaction.kind,
            payload: isCommand ? interaction.fields : interaction.payload,
            accepts_response_payload: isCommand || interaction.acceptsAnswer,
          }),
        );
      });
    },
    refresh() {
      for (const socket of sockets) {
        socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
      }
      sockets.clear();
      changed();
    },
    close() {
      for (const finish of waiting.values()) finish({ ok: false, error: 'dispatch_failed' });
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
