import { isJsonObject } from '../json.ts';
import { checkAcrossBlocks } from './across-blocks.ts';
import { blockOn } from './blocks/block.ts';
import { optionGroup, plainText, selectOption } from './composition.ts';
import { limits } from './limits.ts';
import type { BlockKitProblem, BlockKitReport } from './problem.ts';
import { broken, byType, exactlyOneOf, flag, list, object, text, type Rule } from './rule.ts';
import type { Surface } from './surfaces.ts';
import { allBlocks } from './walk.ts';

const blockRules = {
  message: list(blockOn.message, { min: 0, max: limits.blocks.message }),
  modal: list(blockOn.modal, { max: limits.blocks.view }),
  home: list(blockOn.home, { max: limits.blocks.view }),
} as const satisfies Record<Surface, Rule>;

function blocksOn(surface: Surface): Rule {
  return (blocks, pointer) => [
    ...blockRules[surface](blocks, pointer),
    ...checkAcrossBlocks(blocks, pointer),
  ];
}

/** Checks the blocks of a message, with pointers that start at the array: `/0/text`. */
export function validateBlocks(blocks: unknown): BlockKitReport {
  return { problems: blocksOn('message')(blocks, ''), warnings: [] };
}

/**
 * Checks a message: an object with `text`, `blocks` or both. Other arguments of `chat.postMessage` may stand beside them.
 * Blocks without a text for notifications are a warning, as in Slack.
 */
export function validateMessage(payload: unknown): BlockKitReport {
  if (!isJsonObject(payload)) return { problems: broken('', 'must provide object'), warnings: [] };
  const { text: fallback, blocks } = payload;
  const hasText = fallback !== undefined && fallback !== '';
  const problems = [
    ...(hasText ? text(limits.messageText)(fallback, '/text') : []),
    ...(blocks === undefined ? [] : blocksOn('message')(blocks, '/blocks')),
    ...(hasText || (Array.isArray(blocks) && blocks.length > 0)
      ? []
      : broken('', 'at least one of text, blocks must be given')),
  ];
  return { problems, warnings: hasText ? [] : missingText };
}

const missingText: readonly BlockKitProblem[] = [
  {
    pointer: '/text',
    code: 'missing_text_in_message',
    message:
      'The top-level text is missing: it is what notifications and screen readers show of a message with blocks.',
  },
];

const id = text(limits.id, { min: 0 });
const everyView = {
  private_metadata: text(limits.view.privateMetadata, { min: 0 }),
  callback_id: id,
  external_id: id,
};

/** https://docs.slack.dev/reference/views */
const view = byType({
  modal: object(
    {
      required: { title: plainText(limits.view.title), blocks: blocksOn('modal') },
      optional: {
        ...everyView,
        submit: plainText(limits.view.button),
        close: plainText(limits.view.button),
        clear_on_close: flag,
        notify_on_close: flag,
      },
    },
    (value, pointer) =>
      value['submit'] === undefined &&
      allBlocks(value['blocks'], '').some((place) => place.value['type'] === 'input')
        ? broken(pointer, 'missing required field: submit, which a view with an input block needs')
        : [],
  ),
  home: object({ required: { blocks: blocksOn('home') }, optional: everyView }),
});

/** Checks a modal or Home view. */
export function validateView(candidate: unknown): BlockKitReport {
  return { problems: view(candidate, ''), warnings: [] };
}

const suggestions = object(
  {
    optional: {
      options: list(selectOption, { min: 0, max: limits.selectOptions }),
      option_groups: list(optionGroup, { min: 0, max: limits.optionGroups }),
    },
  },
  exactlyOneOf('options', 'option_groups'),
);

/**
 * Checks what an app answers where a menu asks it for options.
 *
 * @see https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload
 */
export function validateSuggestions(answer: unknown): BlockKitReport {
  return { problems: suggestions(answer, ''), warnings: [] };
}
