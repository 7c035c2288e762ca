import type { Delivery } from './delivery/delivery.ts';
import type { JsonObject } from './json.ts';
import type { HomeView, ModalView } from './workspace/view.ts';
import type { UserProfile } from './workspace/workspace-facts.ts';

/** An interactive element on the user's screen: in a message, in the modal on top, or in the Home tab. */
export type ElementTarget = (
  | {
      /** The channel's id. */
      readonly channel: string;
      /** The message's `ts`. */
      readonly ts: string;
    }
  | {
      /** The id of the view: the modal on top, or where there is none the Home tab. */
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

/** What a menu shows after typing. */
export type Suggestions =
  | {
      readonly ok: true;
      /** The options, those in groups included, in order. */
      readonly options: readonly JsonObject[];
      /** Whether the app was asked; not where too little was typed. */
      readonly wasAsked: boolean;
    }
  | Extract<Delivery, { ok: false }>;

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
   * for an input without `dispatch_action`. In a menu whose options come from the app, only what `typeAhead` brought last and
   * what is picked already can be picked. Files are refused.
   */
  choose(target: ElementTarget & { readonly value: InputValue }): Promise<Delivery>;
  /**
   * Types into a menu whose options come from the app (`external_select`, `multi_external_select`). The app is asked only where
   * the query is as long as the menu wants.
   */
  typeAhead(target: ElementTarget & { readonly query: string }): Promise<Suggestions>;
  /**
   * Opens the Home tab of the app, which the app hears of where it has subscribed to `app_home_opened`. A failed delivery has
   * no words for the user, since Slack has none, and comes again as events do.
   */
  openHome(): Promise<Delivery>;
  /** What the user's Home tab shows. Undefined where the app has published nothing yet. */
  home(): HomeView | undefined;
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
