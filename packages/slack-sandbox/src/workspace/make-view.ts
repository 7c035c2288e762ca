import { limits } from '../block-kit/limits.ts';
import type { BlockKitProblem } from '../block-kit/problem.ts';
import { validateView } from '../block-kit/validate.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { initialValues } from './input-state.ts';
import type { ModalView } from './modal-view.ts';
import { storeBlocks } from './stored-blocks.ts';
import { keepEntered } from './views.ts';
import type { Workspace } from './workspace.ts';

/** A modal as the app describes it, or what is wrong with it. */
export type ReadView =
  | { readonly ok: true; readonly view: JsonObject }
  | {
      readonly ok: false;
      readonly error: 'invalid_arguments' | 'view_too_large';
      readonly problems: readonly BlockKitProblem[];
    };

/** Checks a modal that an app sent. */
export function readView(candidate: unknown): ReadView {
  if (Buffer.byteLength(JSON.stringify(candidate) ?? '') > limits.view.bytes)
    return { ok: false, error: 'view_too_large', problems: [] };
  const { problems } = validateView(candidate);
  if (problems.length > 0) return { ok: false, error: 'invalid_arguments', problems };
  if (isJsonObject(candidate) && candidate['type'] === 'modal') return { ok: true, view: candidate };
  const notAModal = { pointer: '/type', code: 'failed_constraint', message: 'must be modal' };
  return { ok: false, error: 'invalid_arguments', problems: [notAModal] };
}

function textOf(value: unknown): string | undefined {
  return isJsonObject(value) && typeof value['text'] === 'string' ? value['text'] : undefined;
}

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What the app decides of a view. */
function describedBy(
  view: JsonObject,
  workspace: Workspace,
): Omit<ModalView, 'id' | 'userId' | 'rootViewId' | 'previousViewId'> {
  const blocks = storeBlocks(view['blocks'], () => workspace.newId('b'));
  const submit = textOf(view['submit']);
  const close = textOf(view['close']);
  return {
    title: textOf(view['title']) ?? '',
    ...(submit !== undefined && { submit }),
    ...(close !== undefined && { close }),
    blocks,
    callbackId: stringOf(view['callback_id']),
    externalId: stringOf(view['external_id']),
    privateMetadata: stringOf(view['private_metadata']),
    clearOnClose: view['clear_on_close'] === true,
    notifyOnClose: view['notify_on_close'] === true,
    values: initialValues(blocks),
    errors: {},
    hash: workspace.newId('h'),
  };
}

/** Makes a view that stands by itself. */
export function makeView(view: JsonObject, userId: string, workspace: Workspace): ModalView {
  const id = workspace.newId('V');
  return { ...describedBy(view, workspace), id, userId, rootViewId: id };
}

/** Makes a view that stands on top of another. */
export function makeViewOn(below: ModalView, view: JsonObject, workspace: Workspace): ModalView {
  const { rootViewId, id: previousViewId, userId } = below;
  return { ...makeView(view, userId, workspace), rootViewId, previousViewId };
}

/** The view after an update; what the user entered stays where the input is still there. */
export function updateView(before: ModalView, view: JsonObject, workspace: Workspace): ModalView {
  const described = describedBy(view, workspace);
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
