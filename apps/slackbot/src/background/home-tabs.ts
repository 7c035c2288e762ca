import type { Actor, PolicySource } from '../features/actor.ts';
import { pendingDeletions } from '../features/pending-deletions.ts';
import { whoAmI } from '../features/who-am-i.ts';
import { errorFields, type Log } from '../log.ts';
import type { RendererMemory } from '../slack/renderer-memory.ts';
import { patience, type SlackApi } from '../slack/slack-api.ts';
import type { ListRenderer } from '../state/settings.ts';
import type { State } from '../state/state.ts';
import { homeView } from '../views/home-view.ts';
import type { View } from '../views/view.ts';

/** The Home tabs of people. */
export interface HomeTabs {
  /** Shows somebody their Home tab, which they have just opened. */
  open(actor: Pick<Actor, 'teamId' | 'userId'>): Promise<void>;
  /** Shows the Home tab anew to somebody who has opened it before, since something of theirs has changed. Waits for nothing. */
  refresh(actor: Pick<Actor, 'teamId' | 'userId'>): void;
}

/** What {@link createHomeTabs} needs. */
export interface HomeTabsOptions extends PolicySource {
  readonly state: Pick<State, 'requests' | 'auditLog'>;
  readonly slack: Pick<SlackApi, 'publishHome'>;
  readonly renderers: RendererMemory;
  readonly viewOf: (renderer: ListRenderer) => View;
  readonly log: Log;
  /** Keeps the bot from ending before the work has. */
  readonly track: (work: Promise<void>) => Promise<void>;
}

/** More people than look at it at the same time; whoever is forgotten sees it anew when they open it. */
const rememberedUsers = 5000;
const latestCount = 10;

/** Makes {@link HomeTabs}. */
export function createHomeTabs(options: HomeTabsOptions): HomeTabs {
  const { state, slack, renderers, viewOf, log, track } = options;
  const opened = new Set<string>();

  async function publish({ teamId, userId }: Pick<Actor, 'teamId' | 'userId'>): Promise<void> {
    // In the Home tab there is no channel, whatever channel somebody has just acted in.
    const actor = { teamId, userId };
    const home = {
      rights: await whoAmI(options, actor),
      pending: await pendingDeletions(options, actor),
      latest: state.auditLog.latest(teamId, { userId, limit: latestCount }),
    };
    await renderers.send(
      teamId,
      (renderer) => homeView(home, viewOf(renderer)),
      (view) => slack.publishHome(teamId, userId, view, patience.user),
    );
  }

  async function tryToPublish(actor: Pick<Actor, 'teamId' | 'userId'>): Promise<void> {
    try {
      await publish(actor);
    } catch (error) {
      const { teamId: team, userId: user } = actor;
      log.warn('home tab not shown', { team, user, error: errorFields(error) });
    }
  }

  return {
    async open(actor) {
      const [oldest] = opened;
      if (oldest !== undefined && opened.size >= rememberedUsers) opened.delete(oldest);
      opened.add(keyOf(actor));
      await tryToPublish(actor);
    },
    refresh(actor) {
      if (opened.has(keyOf(actor))) void track(tryToPublish(actor));
    },
  };
}

function keyOf({ teamId, userId }: Pick<Actor, 'teamId' | 'userId'>): string {
  return `${teamId} ${userId}`;
}
