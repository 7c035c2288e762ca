import type { Clock } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import { createChanges, type Changes } from './changes.ts';
import { createDirectory, type Directory, type DirectorySource } from './directory.ts';
import { createIds } from './ids.ts';
import { createMessages, type Messages } from './messages.ts';
import { createResponseUrls, type ResponseUrls } from './response-urls.ts';
import { createTimestamps } from './timestamps.ts';
import { createTriggers, type Triggers } from './triggers.ts';
import type { StateValues } from './view.ts';
import { createViews, type Views } from './views.ts';
import type { InstalledApp, Team } from './workspace-facts.ts';

/** The state of the workspace, and what every part of the sandbox needs to read and change it. */
export interface Workspace {
  readonly clock: Clock;
  readonly team: Team;
  readonly app: InstalledApp;
  readonly directory: Directory;
  readonly changes: Changes;
  readonly messages: Messages;
  readonly views: Views;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  /** The types of blocks that this workspace does not take. */
  readonly refusedBlocks: ReadonlySet<string>;
  /** How much of what happened is kept. */
  readonly historyLimit: number;
  /** What users picked in messages, by user, channel and `ts`: the latest. */
  readonly entered: Map<string, StateValues>;
  /** The options that the app suggested last in a menu that asks for them, by user, surface and element: the latest. */
  readonly suggested: Map<string, readonly JsonObject[]>;
  /** The views whose submission waits for its acknowledgement. */
  readonly submitting: Set<string>;
  /** The next `ts`. */
  readonly nextTs: () => string;
  /** A new id with a prefix. */
  readonly newId: (prefix: string) => string;
}

/** What a workspace starts with. */
export interface WorkspaceOptions extends DirectorySource {
  readonly clock: Clock;
  readonly team: Team;
  /** Makes what nobody can guess: the last segment of a `response_url`. */
  readonly newSecret: () => string;
  readonly refusedBlocks: readonly string[];
  /** How many messages of each channel, and how many entered values, are kept. */
  readonly historyLimit: number;
}

/** Makes an empty workspace. */
export function createWorkspace(options: WorkspaceOptions): Workspace {
  const { clock, team, app, newSecret, historyLimit } = options;
  const changes = createChanges();
  const nextTs = createTimestamps(clock);
  const newId = createIds();
  const notify = (): void => changes.notify();
  return {
    clock,
    team,
    app,
    directory: createDirectory(options, notify),
    changes,
    messages: createMessages({ nextTs, changed: notify, limit: historyLimit }),
    views: createViews(notify),
    triggers: createTriggers(clock),
    responseUrls: createResponseUrls(clock, newSecret),
    refusedBlocks: new Set(options.refusedBlocks),
    historyLimit,
    entered: new Map(),
    suggested: new Map(),
    submitting: new Set(),
    nextTs,
    newId,
  };
}
