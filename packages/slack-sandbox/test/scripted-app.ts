import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

import type { SlackSandbox } from '../src/index.ts';
import { listenOnAnyPort } from './listen-on-any-port.ts';

/** What an app got. */
export interface Received {
  readonly headers: IncomingMessage['headers'];
  /** The body as it was sent. */
  readonly raw: string;
  /** The fields of a command, or the payload of another interaction. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What an app answers. `never` keeps the sandbox waiting. */
export type Reply = { readonly status?: number; readonly body?: string | object } | 'never';

/**
 * An app that answers every interaction as it is told, over HTTP. Answers what it received, in order.
 */
export async function connectScriptedApp(
  sandbox: SlackSandbox,
  reply: (received: Received) => Reply = () => ({}),
): Promise<readonly Received[]> {
  const received: Received[] = [];
  const url = await listenOnAnyPort(async (request, response) => {
    const raw = await text(request);
    const form = Object.fromEntries(new URLSearchParams(raw));
    const fields: Record<string, unknown> = form['payload'] ? JSON.parse(form['payload']) : form;
    const one = { headers: request.headers, raw, fields };
    received.push(one);
    const answer = reply(one);
    if (answer === 'never') return;
    const { status = 200, body = '' } = answer;
    const isText = typeof body === 'string';
    response.writeHead(status, isText ? {} : { 'content-type': 'application/json' });
    response.end(isText ? body : JSON.stringify(body));
  });
  sandbox.connectHttp(`${url}/slack/events`);
  return received;
}
