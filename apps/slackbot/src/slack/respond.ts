import { isJsonObject, parseJson } from '../json.ts';
import type { Answer } from '../views/answer.ts';
import { problemOf, SlackCallError } from './slack-call-error.ts';

/** Where an answer goes: to the user alone, in the place of the message that was acted on, or to everybody in the channel. */
export type AnswerPlace = 'new' | 'original' | 'channel';

/** Sends an answer to the `response_url` of an interaction, which works where the bot is not in the channel, too. */
export type Respond = (responseUrl: string, answer: Answer, place: AnswerPlace) => Promise<void>;

const method = 'response_url';

/**
 * Makes a {@link Respond}. It rejects with a SlackCallError: a `response_url` works five times within 30 minutes. `send` has
 * to give up by itself after a time.
 *
 * @see https://docs.slack.dev/interactivity/handling-user-interaction/#message_responses
 */
export function createRespond(send: typeof fetch): Respond {
  return async (responseUrl, { text, blocks }, place) => {
    let response: Response;
    let body: string;
    try {
      response = await send(responseUrl, {
        method: 'POST',
        redirect: 'error',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({
          response_type: place === 'channel' ? 'in_channel' : 'ephemeral',
          replace_original: place === 'original',
          text,
          blocks,
        }),
      });
      body = await response.text();
    } catch (cause) {
      throw new SlackCallError({ method, problem: 'unreachable', reason: 'no answer' }, { cause });
    }
    const parsed = parseJson(body);
    if (response.ok && !(isJsonObject(parsed) && parsed['ok'] === false)) return;
    const reason = response.status === 429 ? 'ratelimited' : reasonIn(body, parsed);
    const problem = reason === undefined ? 'unreachable' : problemOf(method, reason);
    throw new SlackCallError({ method, problem, reason: reason ?? `HTTP ${response.status}` });
  };
}

/** Slack's word, as JSON or by itself; undefined for anything else, such as a page of whatever stands in front of Slack. */
function reasonIn(body: string, parsed: unknown): string | undefined {
  const word = isJsonObject(parsed) ? parsed['error'] : body.trim();
  return typeof word === 'string' && /^[a-z]+(_[a-z]+)+$/.test(word) ? word : undefined;
}
