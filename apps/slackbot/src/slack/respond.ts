import type { Answer } from '../views/answer.ts';
import { AnswerNotTakenError } from './slack-errors.ts';

/** Sends an answer that only the user sees, to the `response_url` of an interaction. */
export type Respond = (
  responseUrl: string,
  answer: Answer,
  options?: { readonly replaceOriginal?: boolean },
) => Promise<void>;

/**
 * Makes a {@link Respond}. It rejects with an AnswerNotTakenError: a `response_url` works five times within 30 minutes.
 *
 * @see https://docs.slack.dev/interactivity/handling-user-interaction/#message_responses
 */
export function createRespond(send: typeof fetch): Respond {
  return async (responseUrl, { text, blocks }, { replaceOriginal = false } = {}) => {
    const response = await send(responseUrl, {
      method: 'POST',
      redirect: 'error',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: replaceOriginal, text, blocks }),
    }).catch((cause: unknown) => {
      throw new AnswerNotTakenError('no response', { cause });
    });
    // Reading the body frees the connection.
    await response.body?.cancel();
    if (!response.ok) throw new AnswerNotTakenError(`HTTP ${response.status}`);
  };
}
