import type { Clock } from '../clock.ts';
import { createChanges, type Changes } from './changes.ts';
import { createDirectory, type Directory, type DirectorySource } from './directory.ts';
import { createIds } from './ids.ts';
import { createMessages, type Messages } from './messages.ts';
import type { StateValues } from './modal-view.ts';
import { createResponseUrls, type ResponseUrls } from './response-urls.ts';
import { createTimestamps } from './timestamps.ts';
import { createTriggers, type Triggers } from './triggers.ts';
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
  /** What users picked in messages, by user, channel and `ts`. */
  readonly entered: Map<string, StateValues>;
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
}

/** Makes an empty workspace. */
export function createWorkspace({ clock, team, newSecret, ...source }: WorkspaceOptions): Workspace {
  const changes = createChanges();
  const nextTs = createTimestamps(clock);
  const newId = createIds();
  const notify = (): void => changes.notify();
  return {
    clock,
    team,
    app: source.app,
    directory: createDirectory(source),
    changes,
    messages: createMessages(nextTs, notify),
    views: createViews(notify),
    triggers: createTriggers(clock),
    responseUrls: createResponseUrls(clock, newSecret),
    entered: new Map(),
    submitting: new Set(),
    nextTs,
    newId,
  };
}
