import type { InputValue } from '@registry-images/slack-sandbox';

import type { Fields } from './fields.ts';

/** What every control is told. */
export interface InputControlProps {
  /** The element of Block Kit. */
  readonly element: Fields;
  /** The id of the block that the element is in. */
  readonly blockId: string;
  /** What it holds. */
  readonly value: InputValue;
  readonly onChange: (value: InputValue) => void;
  /** The name of the control for those who cannot see it. Missing where `id` belongs to a visible label. */
  readonly label?: string;
  /** The DOM id, for the label. */
  readonly id?: string;
  /** The DOM id of what else is said about it: the hint, the error. */
  readonly describedBy?: string;
  /** Whether what it holds was refused. */
  readonly isInvalid?: boolean;
}
