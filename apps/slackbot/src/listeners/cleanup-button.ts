import type { App, BlockAction, ButtonAction } from '@slack/bolt';

import { parseCommand } from '../commands/parse-command.ts';
import { planRequest } from '../features/propose-cleanup.ts';
import { actionNames } from '../views/action-names.ts';
import { messageDialog } from '../views/delete-dialog.ts';
import { answer, outdated } from './answer.ts';
import { askInDialog } from './ask-in-dialog.ts';
import { hasPlace, ofAction } from './interaction.ts';
import type { ListenerDeps } from './listener-deps.ts';
import { withDialog } from './open-delete-dialog.ts';

/** Answers the button under a cleanup: looks again what would go, and asks. */
export function listenToCleanupButton(app: App, deps: ListenerDeps): void {
  app.action<BlockAction<ButtonAction>>(
    actionNames.confirmCleanup,
    async ({ ack, action, body, context }) => {
      await ack();
      const interaction = ofAction(actionNames.confirmCleanup, { body, context });
      const command = parseCommand(action.value ?? '');
      await answer(deps, interaction, async () => {
        if (command.name !== 'cleanup' || !hasPlace(interaction)) return outdated;
        const { searching } = deps.texts.cleanup;
        return withDialog(deps, interaction, {
          looking: searching,
          work: async (modal) => {
            const { images, imagesRead } = await planRequest(
              deps,
              interaction.actor,
              command.cleanup,
              deps.stopping,
            );
            const [first, ...others] = images;
            if (first) return askInDialog(deps, { interaction, modal, images: [first, ...others] });
            await modal.show((view) => messageDialog(view.texts.cleanup.nothing(imagesRead), view));
            return 'empty';
          },
        });
      });
    },
  );
}
