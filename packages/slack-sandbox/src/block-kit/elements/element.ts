import { mrkdwnFields, plainTextFields, someText } from '../composition.ts';
import { webUrl } from '../format.ts';
import { limits } from '../limits.ts';
import { byType, object, text, type Rule } from '../rule.ts';
import { button, feedbackButtons, iconButton, imageElement, overflow, workflowButton } from './buttons.ts';
import { fileInput, pickers, richTextInput, typedInputs } from './inputs.ts';
import { checkboxes, menus, radioButtons } from './menus.ts';

const choices = { checkboxes, radio_buttons: radioButtons };
const pressed = { button, workflow_button: workflowButton, overflow };

/** What an actions block holds. */
export const actionElement: Rule = byType({
  ...pressed,
  ...menus,
  ...choices,
  ...pickers,
  rich_text_input: richTextInput,
});

/** What stands beside the text of a section. */
export const accessory: Rule = byType({
  ...pressed,
  ...menus,
  ...choices,
  ...pickers,
  image: imageElement,
});

/** What an input block holds. Files can be asked for in a modal only. */
export function inputElement({ files }: { files: boolean }): Rule {
  return byType({
    ...typedInputs,
    ...menus,
    ...choices,
    ...pickers,
    rich_text_input: richTextInput,
    ...(files && { file_input: fileInput }),
  });
}

/** What a context block holds. */
export const contextElement: Rule = byType({
  image: imageElement,
  plain_text: plainTextFields(limits.textObject),
  mrkdwn: mrkdwnFields(limits.textObject),
});

/** What a context actions block holds. */
export const contextActionElement: Rule = byType({
  feedback_buttons: feedbackButtons,
  icon_button: iconButton,
});

/** A button, where nothing else may stand. */
export const buttonOnly: Rule = byType({ button });

/** A picture, where nothing else may stand. */
export const imageOnly: Rule = byType({ image: imageElement });

/** A source that a task names. */
export const urlSource: Rule = byType({
  url: object({ required: { url: text(limits.url, { format: webUrl }), text: someText } }),
});
