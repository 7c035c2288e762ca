import type { JsonObject } from '../json.ts';
import { makeView, makeViewOn, readView, updateView } from '../workspace/make-view.ts';
import type { ModalView } from '../workspace/modal-view.ts';
import type { Trigger } from '../workspace/triggers.ts';
import { maxStackedViews } from '../workspace/views.ts';
import { viewToWire } from '../workspace/wire.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { optionalText, requiredText } from './arguments.ts';
import type { ApiMethod } from './method.ts';
import { Refusal, refuseProblems } from './refusal.ts';

function viewArgument(body: JsonObject, workspace: Workspace, replaced?: ModalView): JsonObject {
  const read = readView(body['view']);
  if (!read.ok)
    throw read.problems.length > 0
      ? refuseProblems(read.error, read.problems, '/view')
      : new Refusal(read.error);
  const externalId = read.view['external_id'];
  const other = typeof externalId === 'string' ? workspace.views.findExternal(externalId) : undefined;
  if (other && other.id !== replaced?.id) throw new Refusal('duplicate_external_id');
  return read.view;
}

function exchange(body: JsonObject, workspace: Workspace): Trigger {
  const trigger = workspace.triggers.exchange(requiredText(body, 'trigger_id'));
  if (typeof trigger === 'string') throw new Refusal(trigger);
  return trigger;
}

/** https://docs.slack.dev/reference/methods/views.open */
const open: ApiMethod = {
  token: 'bot',
  call(body, { workspace }) {
    const described = viewArgument(body, workspace);
    const { userId } = exchange(body, workspace);
    const view = makeView(described, userId, workspace);
    workspace.views.open(view);
    return { view: viewToWire(view, workspace) };
  },
};

/** https://docs.slack.dev/reference/methods/views.push */
const push: ApiMethod = {
  token: 'bot',
  call(body, { workspace }) {
    const described = viewArgument(body, workspace);
    const { userId, viewId } = exchange(body, workspace);
    const stack = workspace.views.stack(userId);
    const top = stack.at(-1);
    if (!top || !stack.some((view) => view.id === viewId)) throw new Refusal('not_found');
    if (stack.length >= maxStackedViews) throw new Refusal('push_limit_reached');
    const view = makeViewOn(top, described, workspace);
    workspace.views.push(view);
    return { view: viewToWire(view, workspace) };
  },
};

/** https://docs.slack.dev/reference/methods/views.update */
const update: ApiMethod = {
  token: 'bot',
  call(body, { workspace }) {
    const { views } = workspace;
    const viewId = optionalText(body, 'view_id');
    const externalId = optionalText(body, 'external_id');
    if ((viewId === undefined) === (externalId === undefined))
      throw refuseProblems('invalid_arguments', [
        { pointer: '', message: 'exactly one of view_id, external_id must be given' },
      ]);
    const before = viewId === undefined ? views.findExternal(externalId ?? '') : views.find(viewId);
    if (!before) throw new Refusal('not_found');
    const described = viewArgument(body, workspace, before);
    const hash = optionalText(body, 'hash');
    if (hash !== undefined && hash !== before.hash) throw new Refusal('hash_conflict');
    const view = updateView(before, described, workspace);
    views.replace(view);
    return { view: viewToWire(view, workspace) };
  },
};

/** The methods that show modals. */
export const viewMethods: Readonly<Record<string, ApiMethod>> = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
};
