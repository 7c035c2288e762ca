import { allBlocks, elementsOf } from '../block-kit/walk.ts';
import type { JsonObject } from '../json.ts';
import { SandboxUsageError } from '../sandbox-usage-error.ts';
import type { ElementTarget } from '../sandbox-user.ts';
import type { Message, StoredBlock } from '../workspace/message.ts';
import type { InputState, StateValues, View } from '../workspace/view.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What an element stands on: a message, a modal or a Home tab. */
export type Surface =
  | { readonly kind: 'message'; readonly message: Message; readonly blocks: readonly StoredBlock[] }
  | { readonly kind: 'view'; readonly view: View; readonly blocks: readonly StoredBlock[] };

/** The surface that a user points at. Throws a `SandboxUsageError` where it is not on the user's screen. */
export function findSurface(workspace: Workspace, userId: string, target: ElementTarget): Surface {
  if ('viewId' in target) {
    const { views } = workspace;
    // A modal covers the Home tab.
    const view = views.stack(userId).at(-1) ?? views.home(userId);
    if (view?.id !== target.viewId)
      throw new SandboxUsageError(`The view ${target.viewId} is not on top of the screen of ${userId}.`);
    return { kind: 'view', view, blocks: view.blocks };
  }
  const message = workspace.messages.find(target.channel, target.ts);
  const isMember = workspace.directory.channel(target.channel)?.memberIds.includes(userId) === true;
  if (!message || !isMember || (message.ephemeralFor !== undefined && message.ephemeralFor !== userId))
    throw new SandboxUsageError(`${userId} sees no message ${target.ts} in ${target.channel}.`);
  return { kind: 'message', message, blocks: message.blocks };
}

/** An interactive element and the block it is in. */
export interface FoundElement {
  readonly block: JsonObject;
  readonly blockId: string;
  readonly element: JsonObject;
}

/** The element that a user points at. Throws a `SandboxUsageError` where there is none, or more than one. */
export function findElement(
  blocks: readonly StoredBlock[],
  { blockId, actionId }: Pick<ElementTarget, 'blockId' | 'actionId'>,
): FoundElement {
  const found = allBlocks(blocks, '').flatMap((place) =>
    elementsOf(place)
      .filter(({ value }) => value['action_id'] === actionId)
      .map(({ value }) => ({
        block: place.value,
        blockId: String(place.value['block_id']),
        element: value,
      })),
  );
  const matching = blockId === undefined ? found : found.filter((entry) => entry.blockId === blockId);
  const [first, ...others] = matching;
  if (!first)
    throw new SandboxUsageError(
      `There is no element ${actionId}${blockId === undefined ? '' : ` in block ${blockId}`}.`,
    );
  if (others.length > 0)
    throw new SandboxUsageError(`There are ${matching.length} elements ${actionId}; name the block too.`);
  return first;
}

/** The values of a surface with one of them changed. */
export function withValue(
  values: StateValues,
  blockId: string,
  actionId: string,
  state: InputState,
): StateValues {
  return { ...values, [blockId]: { ...values[blockId], [actionId]: state } };
}
