import type { App } from '@slack/bolt';

import { parseCommand } from '../command-syntax.ts';
import { commandName } from '../commands.ts';
import { firstPage } from '../list-position.ts';
import { helpAnswer } from '../views/help.ts';
import { answer } from './answer.ts';
import type { ListenerDeps } from './listener-deps.ts';
import { openDeleteDialog } from './open-delete-dialog.ts';
import { showImage } from './show-image.ts';
import { showList } from './show-list.ts';

/** Answers the slash command, whatever follows it. */
export function listenToCommand(app: App, deps: ListenerDeps): void {
  app.command(commandName, async ({ ack, command: typed, client }) => {
    await ack();
    const command = parseCommand(typed.text);
    const interaction = {
      action: command.kind,
      userId: typed.user_id,
      imageId: 'image' in command && command.image.kind === 'id' ? command.image.id : undefined,
      responseUrl: typed.response_url,
    };
    await answer(deps, interaction, async () => {
      if (command.kind === 'help') {
        const { problem } = command;
        return { outcome: problem === undefined ? 'helped' : 'misunderstood', answer: helpAnswer(problem) };
      }
      if (command.kind === 'list') return showList(deps, firstPage(command.repository));
      if (command.kind === 'inspect') return showImage(deps, command.image);
      const { trigger_id: triggerId } = typed;
      return openDeleteDialog(deps, { interaction, client, triggerId, argument: command.image });
    });
  });
}
