import type { InputValue } from '@registry-images/slack-sandbox';
import { createContext, useContext } from 'react';

/** What a person has entered into the inputs of a modal and not sent yet. */
export interface FormValues {
  /** By block id; what nobody has touched is not in it. */
  readonly entered: Readonly<Record<string, InputValue>>;
  /** Messages at inputs that were refused, by block id. */
  readonly errors: Readonly<Record<string, string>>;
  /** Keeps what was entered into a block. */
  enter(blockId: string, value: InputValue): void;
}

/** The form that the inputs below belong to. Messages have none: their inputs keep nothing. */
export const FormContext: React.Context<FormValues | undefined> = createContext<FormValues | undefined>(
  undefined,
);

/** The form around an input block. */
export function useForm(): FormValues | undefined {
  return useContext(FormContext);
}
