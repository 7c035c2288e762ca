import type { JsonObject } from '../json.ts';
import { initialValues, offeredOptions } from '../workspace/input-state.ts';
import { setRecent } from '../workspace/recent.ts';
import type { InputState, StateValues } from '../workspace/view.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { heldOptions } from './enter-value.ts';
import type { FoundElement, Surface } from './find-element.ts';

function surfaceKey(userId: string, surface: Surface): string {
  return surface.kind === 'view'
    ? `${userId} ${surface.view.id}`
    : `${userId} ${surface.message.channelId} ${surface.message.ts}`;
}

/** What the inputs of a surface hold for a user. */
export function valuesOf(workspace: Workspace, userId: string, surface: Surface): StateValues {
  if (surface.kind === 'view') return surface.view.values;
  return workspace.entered.get(surfaceKey(userId, surface)) ?? initialValues(surface.blocks);
}

/** Keeps what a user entered on a surface. */
export function keepValues(
  workspace: Workspace,
  userId: string,
  surface: Surface,
  values: StateValues,
): void {
  if (surface.kind === 'view') {
    workspace.views.replace({ ...surface.view, values });
  } else {
    setRecent(workspace.entered, surfaceKey(userId, surface), values, workspace.historyLimit);
    workspace.changes.notify();
  }
}

function elementKey(userId: string, surface: Surface, { blockId, element }: FoundElement): string {
  return `${surfaceKey(userId, surface)} ${blockId} ${String(element['action_id'])}`;
}

/** Keeps the options that the app suggested in a menu. */
export function keepSuggestions(
  workspace: Workspace,
  userId: string,
  surface: Surface,
  found: FoundElement,
  options: readonly JsonObject[],
): void {
  setRecent(workspace.suggested, elementKey(userId, surface, found), options, workspace.historyLimit);
}

/**
 * The options that a user can pick from: those of the element, and in a menu that asks the app for them, what is picked
 * already and what the app suggested last.
 */
export function optionsOnOffer(
  workspace: Workspace,
  userId: string,
  surface: Surface,
  found: FoundElement,
  state: InputState | undefined,
): readonly JsonObject[] {
  const suggested = workspace.suggested.get(elementKey(userId, surface, found)) ?? [];
  return [...offeredOptions(found.element), ...(state ? heldOptions(state) : []), ...suggested];
}
