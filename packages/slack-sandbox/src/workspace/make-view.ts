import { limits } from '../block-kit/limits.ts';
import type { BlockKitProblem } from '../block-kit/problem.ts';
import { refusedBlocks } from '../block-kit/refused-blocks.ts';
import { validateView } from '../block-kit/validate.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { initialValues } from './input-state.ts';
import { storeBlocks } from './stored-blocks.ts';
import type { HomeView, ModalView, View } from './view.ts';
import { keepEntered } from './views.ts';
import type { Workspace } from './workspace.ts';

/** A view as the app describes it, or what is wrong with it. */
export type ReadView =
  | { readonly ok: true; readonly view: JsonObject }
  | {
      readonly ok: false;
      readonly error: 'invalid_arguments' | 'view_too_large';
      readonly problems: readonly BlockKitProblem[];
    };

/** Checks a view that an app sent, which must be of the given type. */
export function readView(candidate: unknown, type: View['type'], workspace: Workspace): ReadView {
  if (Buffer.byteLength(JSON.stringify(candidate) ?? '') > limits.view.bytes)
    return { ok: false, error: 'view_too_large', problems: [] };
  const { problems } = validateView(candidate);
  if (problems.length > 0) return { ok: false, error: 'invalid_arguments', problems };
  if (!isJsonObject(candidate) || candidate['type'] !== type) {
    const wrongType = { pointer: '/type', code: 'failed_constraint', message: `must be ${type}` };
    return { ok: false, error: 'invalid_arguments', problems: [wrongType] };
  }
  const refused = refusedBlocks(candidate['blocks'], '/blocks', workspace.refusedBlocks);
  if (refused.length > 0) return { ok: false, error: 'invalid_arguments', problems: refused };
  return { ok: true, view: candidate };
}

function textOf(value: unknown): string | undefined {
  return isJsonObject(value) && typeof value['text'] === 'string' ? value['text'] : undefined;
}

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What the app decides of every view. */
function describedBy(view: JsonObject, workspace: Workspace): Omit<HomeView, 'type' | 'id' | 'userId'> {
  const blocks = storeBlocks(view['blocks'], () => workspace.newId('b'));
  return {
    blocks,
    callbackId: stringOf(view['callback_id']),
    externalId: stringOf(view['external_id']),
    privateMetadata: stringOf(view['private_metadata']),
    values: initialValues(blocks),
    hash: workspace.newId('h'),
  };
}

/** What the app decides of a modal. */
function modalDescribedBy(
  view: JsonObject,
  workspace: Workspace,
): Omit<ModalView, 'id' | 'userId' | 'rootViewId' | 'previousViewId'> {
  const submit = textOf(view['submit']);
  const close = textOf(view['close']);
  return {
    ...describedBy(view, workspace),
    type: 'modal',
    title: textOf(view['title']) ?? '',
    ...(submit !== undefined && { submit }),
    ...(close !== undefined && { close }),
    clearOnClose: view['clear_on_close'] === true,
    notifyOnClose: view['notify_on_close'] === true,
    errors: {},
  };
}

/** Makes a modal that stands by itself. */
export function makeView(view: JsonObject, userId: string, workspace: Workspace): ModalView {
  const id = workspace.newId('V');
  return { ...modalDescribedBy(view, workspace), id, userId, rootViewId: id };
}

/** Makes a modal that stands on top of another. */
export function makeViewOn(below: ModalView, view: JsonObject, workspace: Workspace): ModalView {
  const { rootViewId, id: previousViewId, userId } = below;
  return { ...makeView(view, userId, workspace), rootViewId, previousViewId };
}

/** The modal after an update; what the user entered stays where the input is still there. */
export function updateView(before: ModalView, view: JsonObject, workspace: Workspace): ModalView {
  const described = modalDescribedBy(view, workspace);
  const { id, userId, rootViewId, previousViewId } = before;
  return {
    ...described,
    values: keepEntered(before.values, described.values),
    id,
    userId,
    rootViewId,
    ...(previousViewId !== undefined && { previousViewId }),
  };
}

/** Makes a user's Home tab. One that was there before keeps its id, and what the user entered where the input is still there. */
export function makeHome(
  view: JsonObject,
  userId: string,
  workspace: Workspace,
  before: HomeView | undefined,
): HomeView {
  const described = describedBy(view, workspace);
  return {
    ...described,
    type: 'home',
    values: keepEntered(before?.values ?? {}, described.values),
    id: before?.id ?? workspace.newId('V'),
    userId,
  };
}
