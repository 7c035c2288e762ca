import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

import type { SlackSandbox } from '../src/index.ts';
import { listenOnAnyPort } from './listen-on-any-port.ts';

/** What an app got. */
export interface Received {
  readonly headers: IncomingMessage['headers'];
  /** The body as it was sent. */
  readonly raw: string;
  /** The fields of a command, or the payload of another interaction or an event. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What an app answers. `never` keeps the sandbox waiting. */
export type Reply =
  | {
      readonly status?: number;
      readonly body?: string | object;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | 'never';

function readFields(request: IncomingMessage, raw: string): Record<string, unknown> {
  if (request.headers['content-type'] === 'application/json') return JSON.parse(raw);
  const form = Object.fromEntries(new URLSearchParams(raw));
  return form['payload'] ? JSON.parse(form['payload']) : form;
}

/**
 * An app that answers every interaction and event as it is told, over HTTP. Answers what it received, in order.
 */
export async function connectScriptedApp(
  sandbox: SlackSandbox,
  reply: (received: Received) => Reply = () => ({}),
): Promise<readonly Received[]> {
  const received: Received[] = [];
  const url = await listenOnAnyPort(async (request, response) => {
    const raw = await text(request);
    const one = { headers: request.headers, raw, fields: readFields(request, raw) };
    received.push(one);
    const answer = reply(one);
    if (answer === 'never') return;
    const { status = 200, body = '', headers = {} } = answer;
    const isText = typeof body === 'string';
    response.writeHead(status, { ...headers, ...(!isText && { 'content-type': 'application/json' }) });
    response.end(isText ? body : JSON.stringify(body));
  });
  sandbox.connectHttp(`${url}/slack/events`);
  return received;
}
