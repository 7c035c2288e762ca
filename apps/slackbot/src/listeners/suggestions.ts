import type { App } from '@slack/bolt';
import type { PlainTextOption } from '@slack/types';

import { offeredRepositories } from '../features/meant-repository.ts';
import { suggestImages } from '../features/suggest-images.ts';
import { visibilityOf, type Visibility } from '../features/visibility.ts';
import { errorFields } from '../log.ts';
import { actionNames } from '../views/action-names.ts';
import { imageOptions, repositoryOptions } from '../views/suggestions.ts';
import { parseDialogPlace } from './dialog-metadata.ts';
import { personOf } from './interaction.ts';
import { viewOf, type ListenerDeps } from './listener-deps.ts';

/** Makes the entries for what was typed, of what somebody may see. */
type Suggest = (deps: ListenerDeps, typed: string, visibility: Visibility) => Promise<PlainTextOption[]>;

/** Fills the menus that ask the bot while somebody types. */
export function listenToSuggestions(app: App, deps: ListenerDeps): void {
  listenToMenu(app, deps, actionNames.repositorySelect, suggestRepositories);
  listenToMenu(app, deps, actionNames.imageSelect, suggestForImage);
}

/** A menu cannot show why it is empty. */
function listenToMenu(app: App, deps: ListenerDeps, name: string, suggest: Suggest): void {
  app.options(name, async ({ ack, body, context }) => {
    try {
      // The dialog knows where it was opened, and with it what may be seen there.
      const place = parseDialogPlace(body.view?.private_metadata);
      const actor = { ...personOf(context, body), ...(place && { channelId: place.channelId }) };
      const visibility = await visibilityOf(deps, actor);
      await ack({ options: await suggest(deps, body.value, visibility) });
    } catch (error) {
      deps.log.warn('no suggestions', { action: name, error: errorFields(error) });
      await ack({ options: [] });
    }
  });
}

const suggestRepositories: Suggest = async (deps, typed, visibility) =>
  repositoryOptions(await offeredRepositories(deps, typed, visibility, deps.stopping), typed);

const suggestForImage: Suggest = async (deps, typed, visibility) => {
  const search = { typed, canSee: (image: { readonly name: string }) => visibility.canSee(image) };
  return imageOptions(await suggestImages(deps, search, deps.stopping), viewOf(deps, 'sections'));
};
