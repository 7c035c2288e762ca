import type { Delivery } from '../delivery/delivery.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { SandboxUsageError } from '../sandbox-usage-error.ts';
import type { InputValue } from '../sandbox-user.ts';
import { makeViewOn, readView, updateView } from '../workspace/make-view.ts';
import type { ModalView, StateValues } from '../workspace/view.ts';
import { maxStackedViews } from '../workspace/views.ts';
import { viewToWire } from '../workspace/wire.ts';
import type { UserProfile } from '../workspace/workspace-facts.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { checkInputs } from './check-inputs.ts';
import { enterValue } from './enter-value.ts';
import { viewFailure } from './failure-text.ts';
import { withValue } from './find-element.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import { personOf, workspaceFields } from './payload-fields.ts';
import { optionsOnOffer } from './surface-values.ts';

type EnteredByBlock = Readonly<Record<string, InputValue>>;

function enterAll(view: ModalView, entered: EnteredByBlock, workspace: Workspace): StateValues {
  const surface = { kind: 'view', view, blocks: view.blocks } as const;
  let after = view.values;
  for (const [blockId, value] of Object.entries(entered)) {
    const block = view.blocks.find(({ block_id, type }) => block_id === blockId && type === 'input');
    const element = block?.['element'];
    if (!block || !isJsonObject(element)) throw new SandboxUsageError(`There is no input block ${blockId}.`);
    const actionId = String(element['action_id']);
    const found = { block, blockId, element };
    const offered = optionsOnOffer(workspace, view.userId, surface, found, after[blockId]?.[actionId]);
    after = withValue(after, blockId, actionId, enterValue(element, value, offered));
  }
  return after;
}

/**
 * Fills in and submits the view on top of a user's stack, and does what the acknowledgement says: nothing closes the view,
 * `errors` shows messages at inputs, `update` and `push` show another view, `clear` closes all.
 *
 * @see https://docs.slack.dev/surfaces/modals#interactions
 */
export async function submitView(
  { workspace, transport }: InteractionDeps,
  user: UserProfile,
  view: ModalView,
  entered: EnteredByBlock,
): Promise<Delivery> {
  if (view.submit === undefined) throw new SandboxUsageError(`The view ${view.id} has no submit button.`);
  if (workspace.submitting.has(view.id))
    throw new SandboxUsageError(`The view ${view.id} is being submitted already.`);
  const filled = { ...view, values: enterAll(view, entered, workspace), errors: {} };
  const inputErrors = checkInputs(filled);
  workspace.views.replace({ ...filled, errors: inputErrors });
  if (Object.keys(inputErrors).length > 0)
    return {
      ok: false,
      error: 'input_refused',
      userText: Object.values(inputErrors).join(' '),
      inputErrors,
    };

  workspace.submitting.add(view.id);
  const acknowledgement = await transport()
    .deliver({
      kind: 'interactive',
      acceptsAnswer: true,
      payload: {
        type: 'view_submission',
        ...workspaceFields(workspace),
        user: personOf(user, workspace),
        trigger_id: workspace.triggers.issue({ userId: user.id, viewId: view.id }),
        view: viewToWire(filled, workspace),
        response_urls: [],
      },
    })
    .finally(() => workspace.submitting.delete(view.id));
  if (!acknowledgement.ok) return viewFailure(acknowledgement.error);
  // The app may have updated the view in the meantime, and the user may have closed it.
  const now = workspace.views.find(view.id);
  if (!now) return { ok: true };
  const { answer } = acknowledgement;
  if (answer === undefined) {
    workspace.views.close(now);
    return { ok: true };
  }
  const wrong = isJsonObject(answer)
    ? applyResponseAction(answer, now, workspace)
    : 'The acknowledgement of a view_submission must be empty or an object.';
  return wrong === undefined ? { ok: true } : viewFailure('invalid_acknowledgement', wrong);
}

/** Does what a `response_action` says. Answers what is wrong with it. */
function applyResponseAction(answer: JsonObject, view: ModalView, workspace: Workspace): string | undefined {
  const { views } = workspace;
  switch (answer['response_action']) {
    case 'clear': {
      const root = views.find(view.rootViewId);
      views.close(root ?? view);
      return undefined;
    }
    case 'errors':
      return showErrors(answer['errors'], view, workspace);
    case 'update':
    case 'push':
      return showView(answer, view, workspace);
    default:
      return 'response_action must be errors, update, push or clear.';
  }
}

function showErrors(errors: unknown, view: ModalView, { views }: Workspace): string | undefined {
  const inputs = new Set(view.blocks.filter(({ type }) => type === 'input').map((block) => block.block_id));
  const entries = isJsonObject(errors) ? Object.entries(errors) : [];
  if (entries.length === 0) return 'errors must be an object with a message for at least one block.';
  const strangers = entries.filter(([blockId]) => !inputs.has(blockId));
  if (strangers.length > 0)
    return `errors names blocks that are no inputs of the view: ${strangers.map(([id]) => id).join(', ')}.`;
  const messages = entries.flatMap(([blockId, message]) =>
    typeof message === 'string' && message !== '' ? [[blockId, message] as const] : [],
  );
  if (messages.length < entries.length) return 'errors must hold texts.';
  views.replace({ ...view, errors: Object.fromEntries(messages) });
  return undefined;
}

function showView(answer: JsonObject, view: ModalView, workspace: Workspace): string | undefined {
  const read = readView(answer['view'], 'modal', workspace);
  if (!read.ok)
    return [read.error, ...read.problems.map(({ pointer, message }) => `${message} [${pointer}]`)].join(' ');
  if (answer['response_action'] === 'update') {
    workspace.views.replace(updateView(view, read.view, workspace));
    return undefined;
  }
  if (workspace.views.stack(view.userId).length >= maxStackedViews) return 'push_limit_reached';
  workspace.views.push(makeViewOn(view, read.view, workspace));
  return undefined;
}
