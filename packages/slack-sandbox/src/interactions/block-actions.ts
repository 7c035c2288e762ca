import type { Delivery } from '../delivery/delivery.ts';
import type { JsonObject } from '../json.ts';
import { SandboxUsageError } from '../sandbox-usage-error.ts';
import type { ElementTarget, InputValue } from '../sandbox-user.ts';
import { initialValues, inputKind } from '../workspace/input-state.ts';
import type { StateValues } from '../workspace/modal-view.ts';
import { messageToWire, viewToWire } from '../workspace/wire.ts';
import type { UserProfile } from '../workspace/workspace-facts.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { enterValue, pickedOption } from './enter-value.ts';
import { actionFailure, viewFailure } from './failure-text.ts';
import { findElement, findSurface, withValue, type FoundElement, type Surface } from './find-element.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import { personOf, workspaceFields } from './payload-fields.ts';

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

  const state = enterValue(element, value);
  const before = valuesOf(deps.workspace, user.id, surface);
  const entered = withValue(before, blockId, target.actionId, state);
  keepValues(deps.workspace, user.id, surface, entered);
  if (block['type'] === 'input' && block['dispatch_action'] !== true) return { ok: true };
  return send(deps, user, findSurface(deps.workspace, user.id, target), found, state);
}

function draftKey(userId: string, { channelId, ts }: { channelId: string; ts: string }): string {
  return `${userId} ${channelId} ${ts}`;
}

/** What the inputs of a surface hold for a user. */
function valuesOf(workspace: Workspace, userId: string, surface: Surface): StateValues {
  if (surface.kind === 'view') return surface.view.values;
  return workspace.entered.get(draftKey(userId, surface.message)) ?? initialValues(surface.blocks);
}

function keepValues(workspace: Workspace, userId: string, surface: Surface, values: StateValues): void {
  if (surface.kind === 'view') {
    workspace.views.replace({ ...surface.view, values });
  } else {
    workspace.entered.set(draftKey(userId, surface.message), values);
    workspace.changes.notify();
  }
}

/** The part of the payload that says where the element stands. */
function surfaceFields(deps: InteractionDeps, user: UserProfile, surface: Surface): JsonObject {
  const { workspace, responseUrl } = deps;
  if (surface.kind === 'view')
    return {
      container: { type: 'view', view_id: surface.view.id },
      view: viewToWire(surface.view, workspace),
    };
  const { message } = surface;
  const isEphemeral = message.ephemeralFor !== undefined;
  const channel = workspace.directory.channel(message.channelId);
  const target = {
    channelId: message.channelId,
    userId: user.id,
    originTs: message.ts,
    fromCommand: false,
  };
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channelId,
      is_ephemeral: isEphemeral,
    },
    channel: { id: message.channelId, name: channel?.name ?? '' },
    // Slack keeps no ephemeral messages, so it has none to send along.
    ...(!isEphemeral && { message: messageToWire(message, workspace) }),
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
      ...surfaceFields(deps, user, surface),
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
