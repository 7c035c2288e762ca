import type { App, BlockAction, ButtonAction } from '@slack/bolt';

import { parseCommand } from '../commands/parse-command.ts';
import { actionNames } from '../views/action-names.ts';
import { parseOlderAudit } from '../views/audit-view.ts';
import { answer, outdated } from './answer.ts';
import { ofAction } from './interaction.ts';
import type { ListenerDeps } from './listener-deps.ts';
import { showAudit } from './show-audit.ts';

/** Answers the button that leads to older lines of the audit, which take the place of the newer ones. */
export function listenToAuditButton(app: App, deps: ListenerDeps): void {
  app.action<BlockAction<ButtonAction>>(actionNames.olderAudit, async ({ ack, action, body, context }) => {
    await ack();
    const interaction = ofAction(actionNames.olderAudit, { body, context });
    const older = parseOlderAudit(action.value);
    const command = older && parseCommand(older.command);
    await answer(deps, interaction, async () => {
      if (command?.name !== 'audit') return outdated;
      const reply = await showAudit(deps, interaction, command.audit, older?.beforeSeq);
      return { ...reply, place: interaction.isPrivate ? 'original' : 'new' };
    });
  });
}
