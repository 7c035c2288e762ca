import type { ModalView } from '@slack/types';

import { isJsonObject } from '../json.ts';
import { actionNames, callbackNames, inputNames } from './action-names.ts';
import { plainText, section } from './blocks.ts';
import { inputField } from './dialog-blocks.ts';
import { parseRowChoice, type RowChoice } from './row-choice.ts';
import type { View } from './view.ts';

/**
 * The dialog that asks which image is meant, for those who do not know its name by heart. `why`, as mark-up: what is wrong with
 * the name that was typed.
 */
export function chooseDialog(
  verb: RowChoice['verb'],
  metadata: string,
  { texts }: View,
  why?: string,
): ModalView {
  const words = texts.choose;
  return {
    type: 'modal',
    callback_id: verb === 'inspect' ? callbackNames.chooseToInspect : callbackNames.chooseToDelete,
    private_metadata: metadata,
    title: plainText(words.titles[verb]),
    submit: plainText(words.submits[verb]),
    close: plainText(texts.common.cancel),
    blocks: [
      ...(why === undefined ? [] : [section(why)]),
      {
        type: 'input',
        block_id: inputNames.image,
        label: plainText(words.image),
        hint: plainText(words.hints[verb]),
        element: {
          type: 'external_select',
          action_id: actionNames.imageSelect,
          min_query_length: 0,
          placeholder: plainText(words.placeholder),
        },
      },
    ],
  };
}

/** The id of the image that was chosen, from the `state.values` of the dialog; undefined for none. */
export function readChosenImage(values: unknown): string | undefined {
  const chosen = inputField(values, inputNames.image, actionNames.imageSelect)?.['selected_option'];
  const value = isJsonObject(chosen) ? chosen['value'] : undefined;
  return parseRowChoice(`inspect:${String(value)}`)?.imageId;
}
