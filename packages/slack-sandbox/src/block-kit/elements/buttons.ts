import {
  confirm,
  id,
  imageSource,
  link,
  overflowOption,
  plainText,
  someText,
  style,
} from '../composition.ts';
import { webUrl } from '../format.ts';
import { limits } from '../limits.ts';
import { exactlyOneOf, list, object, text, type Rule } from '../rule.ts';

const label = { accessibility_label: text(limits.button.label) };

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
export const button: Rule = object({
  required: { text: plainText(limits.button.text) },
  optional: { action_id: id, value: text(limits.button.value), url: link, style, confirm, ...label },
});

/** https://docs.slack.dev/reference/block-kit/block-elements/workflow-button-element */
export const workflowButton: Rule = object({
  required: {
    text: plainText(limits.button.text),
    workflow: object({
      required: {
        trigger: object({
          required: { url: text(limits.url, { format: webUrl }) },
          optional: {
            customizable_input_parameters: list(object({ required: { name: someText, value: someText } }), {
              max: Number.MAX_SAFE_INTEGER,
            }),
          },
        }),
      },
    }),
  },
  optional: { action_id: id, style, confirm, ...label },
});

/** https://docs.slack.dev/reference/block-kit/block-elements/icon-button-element */
export const iconButton: Rule = object({
  required: { icon: someText, text: plainText(limits.button.text) },
  optional: {
    action_id: id,
    value: text(limits.button.value),
    confirm,
    visible_to_user_ids: list(someText, { max: Number.MAX_SAFE_INTEGER }),
    ...label,
  },
});

const feedbackButton = object({
  required: { text: plainText(limits.button.text), value: text(limits.button.value) },
  optional: label,
});

/** https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element */
export const feedbackButtons: Rule = object({
  required: { positive_button: feedbackButton, negative_button: feedbackButton },
  optional: { action_id: id },
});

/** https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element */
export const overflow: Rule = object({
  required: { options: list(overflowOption, { max: limits.overflowOptions }) },
  optional: { action_id: id, confirm },
});

/** https://docs.slack.dev/reference/block-kit/block-elements/image-element */
export const imageElement: Rule = object(
  { required: { alt_text: text(limits.image.alt) }, optional: imageSource },
  exactlyOneOf('image_url', 'slack_file'),
);
