import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { WebSocketServer, type WebSocket } from 'ws';

import type { Clock } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import {
  answerOf,
  disconnectFrame,
  envelopeOf,
  helloFrame,
  parseFrame,
  type DisconnectReason,
} from './socket-frames.ts';
import { acknowledgementTimeoutMs, type Acknowledgement, type Transport } from './transport.ts';

/** How many connections an app can hold open: https://docs.slack.dev/apis/events-api/using-socket-mode */
export const maxSocketConnections = 10;

/** How often a connection is pinged. Slack's libraries take one as lost after 30 seconds without a ping. */
const pingIntervalMs = 10_000;

/** How long before a connection has to go Slack warns of it: about ten seconds, says the page above. */
const warningLeadMs = 10_000;

/** Slack's end of Socket Mode. */
export interface SocketMode extends Transport {
  /** How many connections are open. */
  readonly connections: number;
  /** Makes a ticket that opens one connection. */
  issueTicket(): string;
  /** Takes over an HTTP connection that asks to become a WebSocket. A ticket that is unknown or was used is refused. */
  upgrade(ticket: string, request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /**
   * Tells every connection that it has to go, as Slack does about once an hour. After `warning` a connection still works for
   * ten seconds and is then told `refresh_requested`; after that one, nothing is sent through it any more. `link_disabled`
   * closes it, and takes no new ones until {@link SocketMode.enable}.
   */
  disconnect(reason: DisconnectReason): void;
  /** Takes connections again after `link_disabled`. */
  enable(): void;
  /** Whether new connections are taken. */
  readonly isEnabled: boolean;
  /** Cuts every connection without a word, as a network that fails does. */
  cut(): void;
  /** Cuts every connection, for good. */
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

function send(socket: WebSocket, frame: JsonObject): void {
  socket.send(JSON.stringify(frame));
}

/** Opens Slack's end of Socket Mode. */
export function createSocketMode({ clock, appId, newId, newSecret, changed }: SocketModeOptions): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const sockets = new Set<WebSocket>();
  const waiting = new Map<string, (acknowledgement: Acknowledgement) => void>();
  const warnings = new Set<() => void>();
  let isEnabled = true;

  /** The connections through which something can be sent: not those that are closing. */
  function usable(): readonly WebSocket[] {
    return [...sockets].filter(({ readyState, OPEN }) => readyState === OPEN);
  }

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
      const message = parseFrame(data);
      if (typeof message?.['envelope_id'] === 'string')
        waiting.get(message['envelope_id'])?.(answerOf(message['payload']));
    });
    sockets.add(socket);
    send(socket, helloFrame(appId, usable().length));
    changed();
  }

  return {
    get connections() {
      return usable().length;
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
    get isEnabled() {
      return isEnabled;
    },
    enable() {
      isEnabled = true;
    },
    deliver(interaction) {
      // Slack sends to any one of the connections; the one that was used is put last, so that each has its turn.
      const [socket] = usable();
      if (!socket) return Promise.resolve({ ok: false, error: 'dispatch_failed' });
      sockets.delete(socket);
      sockets.add(socket);
      const envelopeId = newId('E');
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
        send(socket, { envelope_id: envelopeId, ...envelopeOf(interaction) });
      });
    },
    disconnect(reason) {
      const told = [...sockets];
      for (const socket of told) send(socket, disconnectFrame(reason));
      if (reason === 'warning') {
        const cancel = clock.setTimer(warningLeadMs, () => {
          warnings.delete(cancel);
          for (const socket of told)
            if (sockets.delete(socket)) send(socket, disconnectFrame('refresh_requested'));
          changed();
        });
        warnings.add(cancel);
        return;
      }
      sockets.clear();
      if (reason === 'link_disabled') {
        isEnabled = false;
        for (const socket of told) socket.close();
      }
      changed();
    },
    cut() {
      for (const socket of server.clients) socket.terminate();
    },
    close() {
      for (const cancel of warnings) cancel();
      for (const finish of waiting.values()) finish({ ok: false, error: 'dispatch_failed' });
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
