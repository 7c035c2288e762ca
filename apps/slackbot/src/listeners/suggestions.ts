import type { App } from '@slack/bolt';

import { visibilityOf } from '../features/visibility.ts';
import { errorFields } from '../log.ts';
import { actionNames } from '../views/action-names.ts';
import { repositoryOptions } from '../views/suggestions.ts';
import { teamOf } from './interaction.ts';
import type { ListenerDeps } from './listener-deps.ts';

/** Fills the menus that ask the bot while somebody types. A menu cannot show why it is empty. */
export function listenToSuggestions(app: App, deps: ListenerDeps): void {
  app.options(actionNames.repositorySelect, async ({ ack, body, context }) => {
    try {
      const visibility = await visibilityOf(deps, { teamId: teamOf(context), userId: body.user.id });
      const { names } = await deps.repositories.list();
      const visible = visibility.isAll ? names : names.filter((name) => visibility.decide(name).allowed);
      await ack({ options: repositoryOptions(visible, body.value) });
    } catch (error) {
      deps.log.warn('no suggestions', { action: actionNames.repositorySelect, error: errorFields(error) });
      await ack({ options: [] });
    }
  });
}
