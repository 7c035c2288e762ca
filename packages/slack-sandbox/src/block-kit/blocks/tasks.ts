import { id, someText } from '../composition.ts';
import { urlSource } from '../elements/element.ts';
import { limits } from '../limits.ts';
import { richTextOnly } from '../rich-text.ts';
import { byType, list, object, oneOf, type Rule } from '../rule.ts';

function task(states: readonly string[]): Rule {
  return object({
    required: { task_id: someText, title: someText, status: oneOf(states) },
    optional: {
      block_id: id,
      details: richTextOnly,
      output: richTextOnly,
      sources: list(urlSource, { min: 0, max: Number.MAX_SAFE_INTEGER }),
    },
  });
}

/**
 * A task by itself. `@slack/types` allows `pending` here too; Slack was seen to take it inside a plan only.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks/task-card-block
 */
export const taskCard: Rule = task(['in_progress', 'complete', 'error']);

/** https://docs.slack.dev/reference/block-kit/blocks/plan-block */
export const plan: Rule = object({
  required: { title: someText },
  optional: {
    block_id: id,
    tasks: list(byType({ task_card: task(['pending', 'in_progress', 'complete', 'error']) }), {
      max: limits.blocks.message,
    }),
  },
});
