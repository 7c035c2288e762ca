import type { BlockKitProblem } from '../block-kit/problem.ts';
import { refusedBlocks } from '../block-kit/refused-blocks.ts';
import { validateMessage } from '../block-kit/validate.ts';
import type { JsonObject } from '../json.ts';
import type { StoredBlock } from './message.ts';
import { storeBlocks } from './stored-blocks.ts';
import type { Workspace } from './workspace.ts';

/** Text and blocks of a message as the app wants them, or what is wrong with them. */
export type PostedContent =
  | { readonly ok: true; readonly text: string; readonly blocks: readonly StoredBlock[] }
  | { readonly ok: false; readonly error: ContentError; readonly problems: readonly BlockKitProblem[] };

/** Why a message cannot be posted, in Slack's words. */
export type ContentError = 'no_text' | 'msg_too_long' | 'invalid_blocks';

/** Reads the text and the blocks that an app sent, and gives the blocks their ids. */
export function readPostedContent(
  { text, blocks }: JsonObject,
  workspace: Workspace,
  maxTextLength: number,
): PostedContent {
  const hasText = text !== undefined && text !== '';
  const hasBlocks = blocks !== undefined && !(Array.isArray(blocks) && blocks.length === 0);
  if (!hasText && !hasBlocks) return { ok: false, error: 'no_text', problems: [] };
  if (typeof text === 'string' && text.length > maxTextLength)
    return { ok: false, error: 'msg_too_long', problems: [] };
  const report = validateMessage({ ...(hasText && { text }), ...(hasBlocks && { blocks }) });
  const problems = [...report.problems, ...refusedBlocks(blocks, '/blocks', workspace.refusedBlocks)];
  if (problems.length > 0) return { ok: false, error: hasBlocks ? 'invalid_blocks' : 'no_text', problems };
  return {
    ok: true,
    text: typeof text === 'string' ? text : '',
    blocks: storeBlocks(blocks, () => workspace.newId('b')),
  };
}
