import type { App, BlockAction } from '@slack/bolt';

import { commandName } from '../commands/command-table.ts';
import { actionNames, callbackNames, rowInspectPattern, showListPattern } from '../views/action-names.ts';
import { outdatedDialog } from '../views/delete-dialog.ts';
import { helpView } from '../views/help-view.ts';
import { code } from '../views/mrkdwn.ts';
import { answer, outdated } from './answer.ts';
import { ofAction, ofCommand } from './interaction.ts';
import { viewOf, type ListenerDeps } from './listener-deps.ts';

/** Answers what no other listener does, so that nobody waits for nothing: what an older or a newer version has left. */
export function listenToUnknown(app: App, deps: ListenerDeps): void {
  app.command(allBut([commandName]), async ({ ack, command, context }) => {
    await ack();
    await answer(deps, ofCommand('unknown command', { command, context }), async () => ({
      outcome: 'misunderstood',
      screen: (view) => {
        const help = helpView({}, view);
        return { ...help, text: view.texts.problem.otherCommand(code(commandName), code(command.command)) };
      },
    }));
  });
  app.action<BlockAction>(
    allBut(Object.values(actionNames), [rowInspectPattern, showListPattern]),
    async (args) => {
      const { ack, body, context } = args;
      await ack();
      // In a modal there is nowhere to answer.
      if (body.view?.type === 'modal') return;
      await answer(deps, ofAction('unknown button', { body, context }), async () => outdated);
    },
  );
  app.view(
    { callback_id: allBut(Object.values(callbackNames)), type: 'view_submission' },
    async ({ ack }) => {
      const view = viewOf(deps, 'sections');
      await ack({
        response_action: 'update',
        view: outdatedDialog(view),
      });
    },
  );
  app.options(/^/, async ({ ack, payload }) => {
    if (payload.action_id === actionNames.repositorySelect || payload.action_id === actionNames.imageSelect)
      return;
    await ack({ options: [] });
  });
}

/** Matches every text but these. */
function allBut(texts: readonly string[], patterns: readonly RegExp[] = []): RegExp {
  const exact = texts.map((text) => text.replace(/\W/g, '\\$&'));
  const rest = patterns.map(({ source }) => source.replace(/^\^/, '').replace(/\$$/, ''));
  return new RegExp(`^(?!(?:${[...exact, ...rest].join('|')})$)`);
}
