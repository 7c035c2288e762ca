import type { JsonObject } from '../json.ts';
import { makeHome, makeView, makeViewOn, readView, updateView } from '../workspace/make-view.ts';
import type { Trigger } from '../workspace/triggers.ts';
import type { View } from '../workspace/view.ts';
import { maxStackedViews } from '../workspace/views.ts';
import { viewToWire } from '../workspace/wire.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { optionalText, requiredText } from './arguments.ts';
import type { ApiMethod } from './method.ts';
import { Refusal, refuseProblems } from './refusal.ts';

function viewArgument(
  body: JsonObject,
  type: View['type'],
  workspace: Workspace,
  replaced?: View,
): JsonObject {
  const read = readView(body['view'], type, workspace);
  if (!read.ok)
    throw read.problems.length > 0
      ? refuseProblems(read.error, read.problems, '/view')
      : new Refusal(read.error);
  const externalId = read.view['external_id'];
  const other = typeof externalId === 'string' ? workspace.views.findExternal(externalId) : undefined;
  if (other && other.id !== replaced?.id) throw new Refusal('duplicate_external_id');
  return read.view;
}

/** Refuses a view that somebody else has changed since the app has seen it. */
function checkHash(body: JsonObject, shown: View | undefined): void {
  const hash = optionalText(body, 'hash');
  if (hash !== undefined && hash !== shown?.hash) throw new Refusal('hash_conflict');
}

function exchange(body: JsonObject, workspace: Workspace): Trigger {
  const trigger = workspace.triggers.exchange(requiredText(body, 'trigger_id'));
  if (typeof trigger === 'string') throw new Refusal(trigger);
  return trigger;
}

/** https://docs.slack.dev/reference/methods/views.open */
const open: ApiMethod = (body, { workspace }) => {
  const described = viewArgument(body, 'modal', workspace);
  const { userId } = exchange(body, workspace);
  const view = makeView(described, userId, workspace);
  workspace.views.open(view);
  return { view: viewToWire(view, workspace) };
};

/** https://docs.slack.dev/reference/methods/views.push */
const push: ApiMethod = (body, { workspace }) => {
  const described = viewArgument(body, 'modal', workspace);
  const { userId, viewId } = exchange(body, workspace);
  const stack = workspace.views.stack(userId);
  const top = stack.at(-1);
  if (!top || !stack.some((view) => view.id === viewId)) throw new Refusal('not_found');
  if (stack.length >= maxStackedViews) throw new Refusal('push_limit_reached');
  const view = makeViewOn(top, described, workspace);
  workspace.views.push(view);
  return { view: viewToWire(view, workspace) };
};

/** https://docs.slack.dev/reference/methods/views.update */
const update: ApiMethod = (body, { workspace }) => {
  const { views } = workspace;
  const viewId = optionalText(body, 'view_id');
  const externalId = optionalText(body, 'external_id');
  if ((viewId === undefined) === (externalId === undefined))
    throw refuseProblems('invalid_arguments', [
      { pointer: '', message: 'exactly one of view_id, external_id must be given' },
    ]);
  const before = viewId === undefined ? views.findExternal(externalId ?? '') : views.findShown(viewId);
  if (!before) throw new Refusal('not_found');
  const described = viewArgument(body, before.type, workspace, before);
  checkHash(body, before);
  const view =
    before.type === 'home'
      ? makeHome(described, before.userId, workspace, before)
      : updateView(before, described, workspace);
  views.replace(view);
  return { view: viewToWire(view, workspace) };
};

/** https://docs.slack.dev/reference/methods/views.publish */
const publish: ApiMethod = (body, { workspace }) => {
  const userId = requiredText(body, 'user_id');
  if (!workspace.app.hasHomeTab) throw new Refusal('not_enabled');
  if (!workspace.directory.user(userId)) throw new Refusal('user_not_found');
  const before = workspace.views.home(userId);
  const described = viewArgument(body, 'home', workspace, before);
  checkHash(body, before);
  const view = makeHome(described, userId, workspace, before);
  workspace.views.publish(view);
  return { view: viewToWire(view, workspace) };
};

/** The methods that show modals and Home tabs. */
export const viewMethods: Readonly<Record<string, ApiMethod>> = {
  'views.open': open,
  'views.publish': publish,
  'views.push': push,
  'views.update': update,
};
