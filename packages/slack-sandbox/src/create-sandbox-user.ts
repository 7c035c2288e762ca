import type { Events } from './delivery/events.ts';
import { chooseInElement, pressElement } from './interactions/block-actions.ts';
import { closeView } from './interactions/close-view.ts';
import type { InteractionDeps } from './interactions/interaction-deps.ts';
import { openHome } from './interactions/open-home.ts';
import { runCommand } from './interactions/run-command.ts';
import { submitView } from './interactions/submit-view.ts';
import { typeAhead } from './interactions/type-ahead.ts';
import { SandboxUsageError } from './sandbox-usage-error.ts';
import type { SandboxUser } from './sandbox-user.ts';
import type { ModalView } from './workspace/view.ts';
import type { Channel, UserProfile } from './workspace/workspace-facts.ts';

/** Gives a person hands. `slashCommands` are those that the app has; every one where it is undefined. */
export function createSandboxUser(
  deps: InteractionDeps & { readonly events: Events },
  profile: UserProfile,
  slashCommands: readonly string[] | undefined,
): SandboxUser {
  const { directory, views } = deps.workspace;

  function channelOf(id: string): Channel {
    const channel = directory.channel(id);
    if (channel?.memberIds.includes(profile.id)) return channel;
    throw new SandboxUsageError(`${profile.id} is not in a channel ${id}.`);
  }

  function topView(viewId: string): ModalView {
    const top = views.stack(profile.id).at(-1);
    if (top?.id === viewId) return top;
    throw new SandboxUsageError(`The view ${viewId} is not on top of the screen of ${profile.id}.`);
  }

  return {
    profile,
    async runCommand({ channel, command, text = '' }) {
      if (!/^\/\S+$/.test(command))
        throw new SandboxUsageError(
          `"${command}" is not a slash command: one word that starts with a slash.`,
        );
      const isKnown = slashCommands === undefined || slashCommands.includes(command);
      return runCommand(deps, { user: profile, channel: channelOf(channel), command, text }, isKnown);
    },
    press: async (target) => pressElement(deps, profile, target),
    choose: async ({ value, ...target }) => chooseInElement(deps, profile, target, value),
    typeAhead: async ({ query, ...target }) => typeAhead(deps, profile, target, query),
    openHome: async () => openHome(deps.workspace, deps.events, profile),
    home: () => views.home(profile.id),
    views: () => views.stack(profile.id),
    submitView: async ({ viewId, values = {} }) => submitView(deps, profile, topView(viewId), values),
    closeView: async ({ viewId, all = false }) => closeView(deps, profile, topView(viewId), all),
  };
}
