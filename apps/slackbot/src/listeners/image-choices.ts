import type { App, BlockAction, BlockElementAction, Context } from '@slack/bolt';

import { parseImageTarget } from '../image-target.ts';
import { actionNames, rowInspectPattern } from '../views/action-names.ts';
import { parseRowChoice, type RowChoice } from '../views/row-choice.ts';
import { answer, outdated } from './answer.ts';
import { hasPlace, ofAction } from './interaction.ts';
import type { ListenerDeps } from './listener-deps.ts';
import { openDeleteDialog } from './open-delete-dialog.ts';
import { showImage } from './show-image.ts';

/** Answers every button and menu that is about one image: inspects it, or asks whether to delete it. */
export function listenToImageChoices(app: App, deps: ListenerDeps): void {
  const { rowInspect, rowMenu, openMenu, deleteMenu, inspect, delete: deleteButton } = actionNames;
  const listen = (name: string, read: (action: BlockElementAction) => RowChoice | undefined): void => {
    const constraint = name === rowInspect ? rowInspectPattern : name;
    app.action<BlockAction>(constraint, async ({ ack, action, body, context }) => {
      await ack();
      await act(deps, name, { body, context, choice: read(action) });
    });
  };
  for (const name of [rowMenu, openMenu, deleteMenu])
    listen(name, (action) => parseRowChoice(optionOf(action)));
  for (const name of [rowInspect, inspect]) listen(name, (action) => targetOf('inspect', action));
  listen(deleteButton, (action) => targetOf('delete', action));
}

async function act(
  deps: ListenerDeps,
  name: string,
  {
    body,
    context,
    choice,
  }: { readonly body: BlockAction; readonly context: Context; readonly choice: RowChoice | undefined },
): Promise<void> {
  const interaction = ofAction(name, { body, context });
  await answer(deps, interaction, async () => {
    if (!choice || !hasPlace(interaction)) return outdated;
    const wanted = { kind: 'id', imageId: choice.imageId } as const;
    if (choice.verb === 'inspect') return showImage(deps, interaction, wanted);
    // A list stays where it is; what shows the image alone is worth nothing once the image is gone.
    const isPrivate = interaction.isPrivate && name === actionNames.delete;
    return openDeleteDialog(deps, { ...interaction, isPrivate }, wanted);
  });
}

function targetOf(verb: RowChoice['verb'], action: BlockElementAction): RowChoice | undefined {
  const target = action.type === 'button' ? parseImageTarget(action.value) : undefined;
  return target && { verb, imageId: target.imageId };
}

function optionOf(action: BlockElementAction): unknown {
  return action.type === 'overflow' || action.type === 'static_select'
    ? action.selected_option.value
    : undefined;
}
