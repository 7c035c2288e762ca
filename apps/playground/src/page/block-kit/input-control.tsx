import type { ReactElement } from 'react';

import { ChoiceGroup } from './choice-group.tsx';
import { ExternalSelect } from './external-select.tsx';
import type { InputControlProps } from './input-control-props.ts';
import { SelectMenu } from './select-menu.tsx';
import { TextField } from './text-field.tsx';
import { UnknownBlock } from './unknown-block.tsx';

/** A control that holds a value: in an input block, an actions block, or beside a section's text. */
export function InputControl(props: InputControlProps): ReactElement {
  switch (props.element['type']) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <TextField {...props} />;
    case 'static_select':
    case 'users_select':
    case 'channels_select':
    case 'conversations_select':
    case 'multi_static_select':
    case 'multi_users_select':
    case 'multi_channels_select':
    case 'multi_conversations_select':
      return <SelectMenu {...props} />;
    case 'external_select':
    case 'multi_external_select':
      return <ExternalSelect {...props} />;
    case 'radio_buttons':
    case 'checkboxes':
      return <ChoiceGroup {...props} />;
    default:
      return <UnknownBlock block={props.element} />;
  }
}
