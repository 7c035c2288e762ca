import { onTestFinished } from 'vitest';
import { WebSocket, type RawData } from 'ws';

import type { SlackSandbox } from '../src/index.ts';
import { call } from './open-sandbox.ts';

/** The frames of these tests come in one piece. */
export function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString() : '';
}

/** A bare Socket Mode client that answers as it is told. */
export async function connectSocket(
  sandbox: SlackSandbox,
): Promise<{ socket: WebSocket; frames: unknown[] }> {
  const { url } = await call(sandbox, 'apps.connections.open', {}, sandbox.appToken);
  const socket = new WebSocket(String(url));
  const frames: unknown[] = [];
  const greeted = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      frames.push(JSON.parse(textOf(data)));
      resolve();
    });
  });
  await greeted;
  onTestFinished(() => socket.terminate());
  return { socket, frames };
}
