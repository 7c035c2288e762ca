import { id, mrkdwn, plainText, someText, textObject } from '../composition.ts';
import { buttonOnly, imageOnly } from '../elements/element.ts';
import { limits } from '../limits.ts';
import { richTextOnly } from '../rich-text.ts';
import { atLeastOneOf, broken, byType, flag, list, object, oneOf, type Rule } from '../rule.ts';

/**
 * A card. `slack_icon` and `subtext` are on the reference page and not in `@slack/types`. The texts are mrkdwn, as in the types.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks/card-block
 */
export const card: Rule = object(
  {
    optional: {
      block_id: id,
      hero_image: imageOnly,
      icon: imageOnly,
      slack_icon: byType({ icon: object({ required: { name: someText } }) }),
      title: mrkdwn(limits.card.title),
      subtitle: mrkdwn(limits.card.title),
      body: mrkdwn(limits.card.body),
      subtext: mrkdwn(limits.card.body),
      actions: list(buttonOnly, { max: limits.card.buttons }),
    },
  },
  atLeastOneOf('hero_image', 'title', 'actions', 'body'),
  (block, pointer) =>
    block['icon'] !== undefined && block['slack_icon'] !== undefined
      ? broken(pointer, 'only one of icon, slack_icon may be given')
      : [],
);

/** https://docs.slack.dev/reference/block-kit/blocks/carousel-block */
export const carousel: Rule = object({
  required: { elements: list(byType({ card }), { max: limits.carouselCards }) },
  optional: { block_id: id },
});

/**
 * A container of blocks.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks/container-block
 */
export function container(child: Rule): Rule {
  return object(
    {
      required: { child_blocks: list(child, { max: limits.container.children }) },
      optional: {
        block_id: id,
        title: plainText(limits.container.title),
        rich_text_title: richTextOnly,
        subtitle: textObject(limits.container.title),
        width: oneOf(['narrow', 'standard', 'wide', 'full']),
        icon: imageOnly,
        is_collapsible: flag,
        default_collapsed: flag,
        has_header_divider: flag,
      },
    },
    atLeastOneOf('title', 'rich_text_title'),
    (block, pointer) =>
      block['default_collapsed'] === true && block['is_collapsible'] !== true
        ? broken(`${pointer}/default_collapsed`, 'default_collapsed requires is_collapsible')
        : [],
  );
}
