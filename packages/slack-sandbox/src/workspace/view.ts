import type { JsonObject } from '../json.ts';
import type { StoredBlock } from './message.ts';

/** What Slack reports of one input: `{ type: 'plain_text_input', value: '…' }`. */
export interface InputState extends JsonObject {
  /** The type of the element. */
  readonly type: string;
}

/** The inputs of a view or a message: by block id, then by action id. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, InputState>>>>;

/** What modals and Home tabs have in common. */
interface EveryView {
  /** The view's id, starting with `V`. */
  readonly id: string;
  /** Changes with every update of the view. */
  readonly hash: string;
  /** What the view shows, in order. */
  readonly blocks: readonly StoredBlock[];
  /** The app's name for this kind of view; empty where it gave none. */
  readonly callbackId: string;
  /** The app's own id of the view; empty where it gave none. */
  readonly externalId: string;
  /** What the app wants back with every interaction. */
  readonly privateMetadata: string;
  /** The user whose screen it is on. */
  readonly userId: string;
  /** What the inputs hold: first their initial values, then what the user entered. */
  readonly values: StateValues;
}

/** One modal of a user's stack, as it stands. */
export interface ModalView extends EveryView {
  readonly type: 'modal';
  /** The heading. */
  readonly title: string;
  /** The label of the submit button. Missing where the view has none. */
  readonly submit?: string;
  /** The label of the close button. Missing where Slack's own word stands. */
  readonly close?: string;
  /** Whether closing this view closes the whole stack. */
  readonly clearOnClose: boolean;
  /** Whether the app hears of it when the user closes this view. */
  readonly notifyOnClose: boolean;
  /** The first view of the stack. */
  readonly rootViewId: string;
  /** The view below this one. Missing for the first one. */
  readonly previousViewId?: string;
  /** Messages to show at inputs, by block id, after a submission that was refused. */
  readonly errors: Readonly<Record<string, string>>;
}

/** What a user's Home tab of the app shows. */
export interface HomeView extends EveryView {
  readonly type: 'home';
}

/** A modal or a Home tab. */
export type View = ModalView | HomeView;
