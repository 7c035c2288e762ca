import type { App, BlockAction, ButtonAction } from '@slack/bolt';

import { actionNames, showListPattern } from '../views/action-names.ts';
import { parseListPlace, type ListPlace } from '../views/list-place.ts';
import { answer, outdated } from './answer.ts';
import { ofAction, type Interaction } from './interaction.ts';
import type { ListenerDeps } from './listener-deps.ts';
import { showList } from './show-list.ts';

/** Answers the buttons that turn the pages of a list, read it anew, share it, or lead to another list. */
export function listenToListButtons(app: App, deps: ListenerDeps): void {
  const { previousPage, nextPage, refreshList, shareList, showList: other } = actionNames;
  for (const name of [previousPage, nextPage, refreshList]) {
    listenToListButton(app, deps, { name, onPress: turn });
  }
  listenToListButton(app, deps, { name: shareList, onPress: share });
  listenToListButton(app, deps, { name: other, pattern: showListPattern, onPress: turn });
}

type OnPress = (deps: ListenerDeps, interaction: Interaction, place: ListPlace) => Promise<void>;

/** What others see too stays as it is. */
function turn(deps: ListenerDeps, interaction: Interaction, place: ListPlace): Promise<void> {
  return showList(deps, interaction, place, interaction.isPrivate ? 'original' : 'new');
}

function share(deps: ListenerDeps, interaction: Interaction, place: ListPlace): Promise<void> {
  return showList(deps, interaction, place, 'channel');
}

function listenToListButton(
  app: App,
  deps: ListenerDeps,
  { name, pattern, onPress }: { readonly name: string; readonly pattern?: RegExp; readonly onPress: OnPress },
): void {
  app.action<BlockAction<ButtonAction>>(pattern ?? name, async ({ ack, action, body, context }) => {
    await ack();
    const place = parseListPlace(action.value);
    const interaction = ofAction(name, { body, context });
    if (place) await onPress(deps, interaction, place);
    else await answer(deps, interaction, async () => outdated);
  });
}
