import type { Delivery } from '../delivery/delivery.ts';
import type { JsonObject } from '../json.ts';
import { SandboxUsageError } from '../sandbox-usage-error.ts';
import type { ElementTarget, InputValue } from '../sandbox-user.ts';
import { inputKind } from '../workspace/input-state.ts';
import type { UserProfile } from '../workspace/workspace-facts.ts';
import { enterValue, pickedOption } from './enter-value.ts';
import { actionFailure, viewFailure } from './failure-text.ts';
import { findElement, findSurface, withValue, type FoundElement, type Surface } from './find-element.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import { personOf, workspaceFields } from './payload-fields.ts';
import { surfaceFields } from './surface-fields.ts';
import { keepValues, optionsOnOffer, valuesOf } from './surface-values.ts';

const pressable: ReadonlySet<unknown> = new Set(['button', 'icon_button']);
const menus: ReadonlySet<unknown> = new Set(['overflow', 'feedback_buttons']);

/** Presses a button. */
export function pressElement(
  deps: InteractionDeps,
  user: UserProfile,
  target: ElementTarget,
): Promise<Delivery> {
  const surface = findSurface(deps.workspace, user.id, target);
  const found = findElement(surface.blocks, target);
  const { element } = found;
  if (!pressable.has(element['type']))
    throw new SandboxUsageError(`${target.actionId} is a ${String(element['type'])}, not a button.`);
  const { text, value, style, icon } = element;
  return send(deps, user, surface, found, {
    text,
    ...(value !== undefined && { value }),
    ...(style !== undefined && { style }),
    ...(icon !== undefined && { icon }),
  });
}

/** Picks or types, and tells the app of it where Slack does. */
export async function chooseInElement(
  deps: InteractionDeps,
  user: UserProfile,
  target: ElementTarget,
  value: InputValue,
): Promise<Delivery> {
  const surface = findSurface(deps.workspace, user.id, target);
  const found = findElement(surface.blocks, target);
  const { block, blockId, element } = found;
  if (menus.has(element['type'])) return send(deps, user, surface, found, pickedOption(element, value));

  const before = valuesOf(deps.workspace, user.id, surface);
  const offered = optionsOnOffer(deps.workspace, user.id, surface, found, before[blockId]?.[target.actionId]);
  const state = enterValue(element, value, offered);
  const entered = withValue(before, blockId, target.actionId, state);
  keepValues(deps.workspace, user.id, surface, entered);
  if (block['type'] === 'input' && block['dispatch_action'] !== true) return { ok: true };
  return send(deps, user, findSurface(deps.workspace, user.id, target), found, state);
}

/** What a press in a message says beside where the message is: the values of its inputs, and where an answer goes. */
function messageFields(
  { workspace, responseUrl }: InteractionDeps,
  user: UserProfile,
  surface: Surface,
): JsonObject {
  if (surface.kind === 'view') return {};
  const { channelId, ts: originTs } = surface.message;
  const target = { channelId, userId: user.id, originTs, fromCommand: false };
  return {
    state: { values: valuesOf(workspace, user.id, surface) },
    response_url: responseUrl(workspace.responseUrls.issue(target)),
  };
}

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
async function send(
  deps: InteractionDeps,
  user: UserProfile,
  surface: Surface,
  { blockId, element }: FoundElement,
  what: JsonObject,
): Promise<Delivery> {
  const { workspace, transport } = deps;
  const placeholder = inputKind(element['type']) ? element['placeholder'] : undefined;
  const acknowledgement = await transport().deliver({
    kind: 'interactive',
    acceptsAnswer: false,
    payload: {
      type: 'block_actions',
      ...workspaceFields(workspace),
      user: personOf(user, workspace),
      trigger_id: workspace.triggers.issue({
        userId: user.id,
        ...(surface.kind === 'view' && { viewId: surface.view.id }),
      }),
      ...surfaceFields(workspace, surface),
      ...messageFields(deps, user, surface),
      actions: [
        {
          type: element['type'],
          action_id: element['action_id'],
          block_id: blockId,
          ...what,
          ...(placeholder !== undefined && { placeholder }),
          action_ts: workspace.nextTs(),
        },
      ],
    },
  });
  if (acknowledgement.ok) return { ok: true };
  return surface.kind === 'view' ? viewFailure(acknowledgement.error) : actionFailure(acknowledgement.error);
}
