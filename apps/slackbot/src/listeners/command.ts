import { isImagesError } from '@registry-images/client';
import type { App } from '@slack/bolt';

import { commandName } from '../commands/command-table.ts';
import type { Command } from '../commands/command.ts';
import { parseCommand } from '../commands/parse-command.ts';
import { repositoryNamed } from '../features/meant-repository.ts';
import { whoAmI } from '../features/who-am-i.ts';
import { helpView } from '../views/help-view.ts';
import { listStart } from '../views/list-place.ts';
import { whoamiView } from '../views/whoami-view.ts';
import { answer, type Reply } from './answer.ts';
import { openChooseDialog } from './choose-image.ts';
import { ofCommand } from './interaction.ts';
import type { ListenerDeps } from './listener-deps.ts';
import { openDeleteDialog } from './open-delete-dialog.ts';
import { showAudit } from './show-audit.ts';
import { showCleanup } from './show-cleanup.ts';
import { showImage } from './show-image.ts';
import { showList } from './show-list.ts';

type CommandInteraction = ReturnType<typeof ofCommand>;

/** Answers the slash command, whatever follows it. */
export function listenToCommand(app: App, deps: ListenerDeps): void {
  app.command(commandName, async ({ ack, command: typed, context }) => {
    await ack();
    const command = parseCommand(typed.text);
    const interaction = ofCommand(command.name, { command: typed, context });
    if (command.name === 'list')
      await showList(deps, interaction, { ...listStart(command.list), isTyped: true }, 'new');
    else await answer(deps, interaction, () => replyTo(deps, interaction, command));
  });
}

async function replyTo(
  deps: ListenerDeps,
  interaction: CommandInteraction,
  command: Exclude<Command, { name: 'list' }>,
): Promise<Reply> {
  const { name } = command;
  if (name === 'help') {
    const { problem } = command;
    if (
      problem?.kind === 'missing-argument' &&
      (problem.command === 'inspect' || problem.command === 'delete')
    ) {
      return openChooseDialog(deps, interaction, problem.command);
    }
    if (problem?.kind === 'unknown-command') {
      const { actor } = interaction;
      const repository = await repositoryNamed(deps, actor, problem.typed, deps.stopping).catch(
        noneIfUnreachable,
      );
      const known = { ...problem, ...(repository !== undefined && { repository }) };
      return { outcome: 'misunderstood', screen: (view) => helpView({ problem: known }, view) };
    }
    return {
      outcome: problem ? 'misunderstood' : 'helped',
      screen: (view) => helpView(command, view),
    };
  }
  if (name === 'cleanup') return showCleanup(deps, interaction, command.cleanup);
  if (name === 'audit') return showAudit(deps, interaction, command.audit);
  if (name === 'whoami') {
    const rights = await whoAmI(deps, interaction.actor);
    return { outcome: 'told', screen: (view) => whoamiView(rights, view) };
  }
  const wanted = { kind: 'name', name: command.image, verb: name } as const;
  return name === 'inspect'
    ? showImage(deps, interaction, wanted)
    : openDeleteDialog(deps, interaction, wanted);
}

/** Help needs no registry. */
function noneIfUnreachable(error: unknown): undefined {
  if (!isImagesError(error)) throw error;
}
