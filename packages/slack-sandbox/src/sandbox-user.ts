import type { Delivery } from './delivery/delivery.ts';
import type { ModalView } from './workspace/modal-view.ts';
import type { UserProfile } from './workspace/workspace-facts.ts';

/** An interactive element on the user's screen: in a message, or in the modal on top. */
export type ElementTarget = (
  | {
      /** The channel's id. */
      readonly channel: string;
      /** The message's `ts`. */
      readonly ts: string;
    }
  | {
      /** The id of the view, which must be on top of the user's stack. */
      readonly viewId: string;
    }
) & {
  /** Needed where the same `actionId` is in several blocks. */
  readonly blockId?: string;
  /** The element's `action_id`. */
  readonly actionId: string;
};

/**
 * What a user enters or picks. Text, a date, an id or an option's `value` as a string; several as an array; null empties
 * the input. A date with a time is given in seconds since the Unix epoch.
 */
export type InputValue = string | number | readonly string[] | null;

/**
 * A person at Slack's client. What the client would not let the person do, such as pressing a button that is not there,
 * throws a `SandboxUsageError`; whatever the app does wrong is in the {@link Delivery}.
 */
export interface SandboxUser {
  /** Who it is. */
  readonly profile: UserProfile;
  /** Types a slash command into a channel: `command` with its slash, `text` what follows it. */
  runCommand(input: {
    readonly channel: string;
    readonly command: string;
    readonly text?: string;
  }): Promise<Delivery>;
  /** Presses a button. A confirmation dialog counts as confirmed; see the element for what it would say. */
  press(target: ElementTarget): Promise<Delivery>;
  /**
   * Picks in a menu, radio buttons, checkboxes or a picker, or types into an input. Tells the app only where Slack does: not
   * for an input without `dispatch_action`. Menus whose options the app would have to be asked for, and files, are refused.
   */
  choose(target: ElementTarget & { readonly value: InputValue }): Promise<Delivery>;
  /** The modals on the user's screen, the one on top last. */
  views(): readonly ModalView[];
  /** Fills in the inputs, by block id, and submits. Inputs that are not named keep what they hold. */
  submitView(input: {
    readonly viewId: string;
    readonly values?: Readonly<Record<string, InputValue>>;
  }): Promise<Delivery>;
  /** Closes the view on top, or with `all` the whole stack. Tells the app where the view asks for it. */
  closeView(input: { readonly viewId: string; readonly all?: boolean }): Promise<Delivery>;
}
