import { createTellApprovers } from './background/approver-notices.ts';
import { createAuditPoster, type AuditPoster } from './background/audit-poster.ts';
import { createDeletionMessages } from './background/deletion-messages.ts';
import { createDeletions } from './background/deletions.ts';
import { createHeldMessages } from './background/held-messages.ts';
import { createHomeTabs } from './background/home-tabs.ts';
import type { BotOptions } from './bot.ts';
import { describeFailure } from './failure.ts';
import { createRepositoryDirectory, listRepositories } from './features/list-repositories.ts';
import type { RunDeps } from './features/run-deletion.ts';
import { policyIn } from './installations/installations.ts';
import { viewOf, type ListenerDeps } from './listeners/listener-deps.ts';
import type { WhereInstalledDeps } from './listeners/where-installed.ts';
import { errorFields } from './log.ts';
import { createSlackDirectory } from './slack/directory.ts';
import { createLiveMessages } from './slack/live-message.ts';
import { createRendererMemory } from './slack/renderer-memory.ts';
import { createRespond } from './slack/respond.ts';
import { createSlackApi } from './slack/slack-api.ts';
import { withTimeout } from './slack/slack-fetch.ts';
import type { ListRenderer } from './state/settings.ts';
import type { View } from './views/view.ts';

/** The parts of the bot that work together, without Bolt. */
export interface BotParts {
  readonly listenerDeps: ListenerDeps & WhereInstalledDeps;
  readonly auditPoster: AuditPoster;
}

/** A `response_url` answers at once, or something is wrong. */
const respondTimeoutMs = 5000;

/** Puts the parts together. `track` keeps the bot from ending before work has. */
export function createBotParts(
  options: BotOptions,
  {
    stopping,
    track,
  }: { readonly stopping: AbortSignal; readonly track: (work: Promise<void>) => Promise<void> },
): BotParts {
  const { clock, log, state, installations, scope, images, newId, texts } = options;
  const slack = createSlackApi(options.slack);
  const renderers = createRendererMemory(state.settings);
  const directory = createSlackDirectory({ slack, clock, log });
  const policies = { policyIn: (teamId: string) => policyIn(installations, teamId) };
  const shown = {
    ...policies,
    directory,
    scope,
    track,
    newId,
    clock,
    log,
    stopping,
    state,
    slack,
    renderers,
    viewOf: (renderer: ListRenderer): View => viewOf(options, renderer),
  };
  const homeTabs = createHomeTabs(shown);
  const deletions = createDeletions({
    images,
    clock,
    state,
    newId,
    stopping,
    log,
    isInstalled: async (teamId) => (await installations.find({ teamId })) !== undefined,
    explain: explainer(options),
    messages: createDeletionMessages({
      ...shown,
      held: createHeldMessages({
        ...shown,
        tellApprovers: createTellApprovers(shown),
        onPosted: (request) => homeTabs.posted(request),
        live: createLiveMessages(shown),
      }),
    }),
  });
  return {
    auditPoster: createAuditPoster({
      ...shown,
      channelIn: async (teamId) => (await policyIn(installations, teamId)).auditChannelId,
    }),
    listenerDeps: {
      ...options,
      ...policies,
      slack,
      renderers,
      directory,
      deletions,
      homeTabs,
      texts,
      stopping,
      respond: createRespond(withTimeout(options.fetch, clock, respondTimeoutMs)),
      repositories: createRepositoryDirectory(() => listRepositories(options, stopping), clock),
    },
  };
}

/** What went wrong with an image goes into its message and the audit; the log has the whole of it. */
function explainer({ log, newId, texts }: BotOptions): RunDeps['explain'] {
  return (error) => {
    const { outcome, text, incidentId } = describeFailure(error, { texts, newIncidentId: newId });
    log.error('deletion failed', { outcome, incidentId, error: errorFields(error) });
    return { outcome, text };
  };
}
