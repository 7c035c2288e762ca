import { principalOf, withPolicy, type PolicySource } from '../features/actor.ts';
import { whereToDecide, type PlaceToDecide } from '../features/may-decide.ts';
import { pendingDeletions } from '../features/pending-deletions.ts';
import { whoAmI } from '../features/who-am-i.ts';
import { errorFields, type Log } from '../log.ts';
import { createLatestWins, type LatestWins } from '../slack/latest-wins.ts';
import type { Patience } from '../slack/method-queue.ts';
import type { RendererMemory } from '../slack/renderer-memory.ts';
import { patience, type SlackApi } from '../slack/slack-api.ts';
import type { AuditEntry, AuditKind } from '../state/audit-entry.ts';
import type { AuditSink } from '../state/audit-log.ts';
import type { DeletionRequest } from '../state/deletion-request.ts';
import type { ListRenderer } from '../state/settings.ts';
import type { State } from '../state/state.ts';
import { homeView } from '../views/home-view.ts';
import type { View } from '../views/view.ts';

/** Whose Home tab it is. */
export interface HomeOwner {
  readonly teamId: string;
  readonly userId: string;
}

/**
 * The Home tabs of people. Told of the audit, it shows those anew of which something is different now, to whoever has opened
 * theirs before.
 */
export interface HomeTabs extends AuditSink {
  /** Shows somebody their Home tab, which they have just opened. */
  open(owner: HomeOwner): Promise<void>;
  /** Told that a request has its message, shows that to those who can decide about it only there. */
  posted(request: DeletionRequest): void;
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
  /** Aborts once the bot cannot wait any longer. */
  readonly stopping: AbortSignal;
}

/**
 * More people than look at it at the same time, and as many calls as Slack takes in a minute or two; whoever is forgotten sees it
 * anew when they open it.
 */
const rememberedTabs = 200;
const latestCount = 10;
/** What makes a request wait for others than before. */
const decisive: ReadonlySet<AuditKind> = new Set([
  'request',
  'approval',
  'rejection',
  'cancellation',
  'expiry',
  'lapse',
]);

type IsConcerned = (owner: HomeOwner) => Promise<boolean>;

/** Makes {@link HomeTabs}. */
export function createHomeTabs(options: HomeTabsOptions): HomeTabs {
  const { state, slack, renderers, viewOf, log, track, stopping } = options;
  // Those that were opened last are at the end.
  const opened = new Map<string, { readonly owner: HomeOwner; readonly shown: LatestWins<Patience> }>();

  async function publish({ teamId, userId }: HomeOwner, howLong: Patience): Promise<void> {
    // In the Home tab there is no channel.
    const actor = { teamId, userId };
    const home = {
      rights: await whoAmI(options, actor),
      waiting: await pendingDeletions(options, actor),
      latest: state.auditLog.latest(teamId, { userId, limit: latestCount }),
    };
    await renderers.send(
      teamId,
      (renderer) => homeView(home, viewOf(renderer)),
      (view) => slack.publishHome(teamId, userId, view, howLong),
    );
  }

  async function tryToPublish(owner: HomeOwner, howLong: Patience): Promise<void> {
    try {
      await publish(owner, howLong);
    } catch (error) {
      if (howLong.signal?.aborted === true) return;
      const { teamId: team, userId: user } = owner;
      log.warn('home tab not shown', { team, user, error: errorFields(error) });
    }
  }

  async function whereMayDecide(request: DeletionRequest, owner: HomeOwner): Promise<PlaceToDecide> {
    const known = await withPolicy(options, owner);
    return whereToDecide(known, await principalOf(known, owner), request);
  }

  async function showAnew(teamId: string, isConcerned: IsConcerned): Promise<void> {
    for (const { owner, shown } of opened.values()) {
      if (owner.teamId !== teamId || !(await isConcerned(owner))) continue;
      void track(shown.show({ ...patience.background, signal: stopping }));
    }
  }

  /** Shows what has happened to those whom it concerns. */
  async function follow({ teamId, userId, requestId, kind }: AuditEntry): Promise<void> {
    const request = requestId === undefined ? undefined : state.requests.get({ teamId, id: requestId });
    // How far it is, its message shows.
    if (request?.state === 'running') return;
    const waitsForOthers = request && request.rule.needs.length > 0 && decisive.has(kind);
    await showAnew(
      teamId,
      async (owner) =>
        owner.userId === userId ||
        owner.userId === request?.requester ||
        (waitsForOthers === true && (await whereMayDecide(request, owner)) !== undefined),
    );
  }

  function tryInBackground(teamId: string, work: () => Promise<void>): void {
    if (opened.size === 0) return;
    const tried = work().catch((error: unknown) => {
      log.warn('home tabs not shown anew', { team: teamId, error: errorFields(error) });
    });
    void track(tried);
  }

  return {
    async open(owner) {
      const key = `${owner.teamId} ${owner.userId}`;
      const send = (howLong: Patience): Promise<void> => tryToPublish(owner, howLong);
      const tab = opened.get(key) ?? { owner, shown: createLatestWins({ send }) };
      opened.delete(key);
      opened.set(key, tab);
      const [oldest] = opened.keys();
      if (oldest !== undefined && opened.size > rememberedTabs) opened.delete(oldest);
      await tab.shown.show(patience.user);
    },
    recorded(entries) {
      // What is done to many images at once is one thing to do.
      const acts = new Map(
        entries.map((entry) => [JSON.stringify([entry.teamId, entry.requestId, entry.userId]), entry]),
      );
      for (const act of acts.values()) tryInBackground(act.teamId, () => follow(act));
    },
    posted(request) {
      const { teamId, state: now } = request;
      if (now !== 'awaiting-approval') return;
      tryInBackground(teamId, () =>
        showAnew(teamId, async (owner) => (await whereMayDecide(request, owner)) === 'channel'),
      );
    },
  };
}
