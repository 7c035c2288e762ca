import { limits } from '../block-kit/limits.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { readPostedContent } from '../workspace/posted-content.ts';
import type { ResponseTarget } from '../workspace/response-urls.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What became of an answer: in an acknowledgement or through a `response_url`. */
export type AnswerResult = { readonly ok: true } | { readonly ok: false; readonly error: string };

const done: AnswerResult = { ok: true };

/**
 * Applies an answer to an interaction: `text`, `blocks`, `response_type`, `replace_original`, `delete_original`, `thread_ts`.
 * An answer is a new message that only the user sees, unless it says otherwise; an ephemeral message stays ephemeral when
 * it is replaced; and the line of a slash command can be neither replaced nor deleted.
 *
 * @see https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
export function applyAnswer(
  answer: string | JsonObject,
  target: ResponseTarget,
  workspace: Workspace,
): AnswerResult {
  const fields = isJsonObject(answer) ? answer : { text: answer };
  const inChannel = fields['response_type'] === 'in_channel';
  if (!['in_channel', 'ephemeral', undefined].some((type) => type === fields['response_type']))
    return { ok: false, error: 'invalid_response_type' };

  const { messages } = workspace;
  const original = messages.find(target.channelId, target.originTs);
  const touchesOriginal = fields['replace_original'] === true || fields['delete_original'] === true;
  if (touchesOriginal && (target.fromCommand || !original)) return { ok: false, error: 'message_not_found' };
  if (fields['delete_original'] === true && original) {
    messages.remove(original);
    return done;
  }

  const content = readPostedContent(fields, workspace, limits.messageText);
  if (!content.ok) return { ok: false, error: content.error };
  const { text, blocks } = content;
  if (fields['replace_original'] === true && original) {
    messages.replace({ ...original, text, blocks, editedTs: workspace.nextTs() });
    return done;
  }

  const threadTs = fields['thread_ts'];
  if (inChannel && target.fromCommand && original) {
    // The line of a command whose answer is for everybody is shown to everybody too.
    const { ephemeralFor, ...shownToAll } = original;
    if (ephemeralFor !== undefined) messages.replace(shownToAll);
  }
  messages.post({
    channelId: target.channelId,
    from: 'app',
    userId: workspace.app.botUserId,
    text,
    blocks,
    ...(!inChannel && { ephemeralFor: target.userId }),
    ...(typeof threadTs === 'string' && { threadTs }),
  });
  return done;
}
