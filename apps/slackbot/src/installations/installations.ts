import type { Policy } from '../policy/policy.ts';

/** The app in a workspace. */
export interface Installation {
  /** The workspace. */
  readonly teamId: string;
  /** The organisation that the workspace is in, where it is in one. */
  readonly enterpriseId?: string;
  readonly botToken: string;
  /** Who may do what there: ids of users, groups and channels are those of one workspace. */
  readonly policy: Policy;
}

/** Whose installation is wanted, in the words of Slack. */
export interface InstallationQuery {
  /** The workspace, as far as Slack names one. */
  readonly teamId: string | undefined;
  readonly enterpriseId?: string | undefined;
  /** Whether Slack means the installation of a whole organisation. */
  readonly isEnterpriseInstall?: boolean;
  /** Whether somebody acts on what the app has shown: in a shared channel Slack may name their workspace instead of the app's. */
  readonly isInteraction?: boolean;
}

/**
 * Where the app is installed. Asked anew each time, so that workspaces may come and go while the bot runs. What it rejects with is
 * for the log alone.
 */
export interface Installations {
  /**
   * The one that is wanted; undefined where there is none, and never another in its place. Slack waits for it, as part of the three
   * seconds in which it wants everything acknowledged.
   */
  find(query: InstallationQuery): Promise<Installation | undefined>;
  /** All that there are, for what the bot does by itself. Asked once before the bot receives anything. */
  list(): Promise<readonly Installation[]>;
}

/** Something is to be done in a workspace in which the app is not installed, or not any more. */
export class NotInstalledError extends Error {
  override readonly name = 'NotInstalledError';
  readonly teamId: string;

  constructor(teamId: string) {
    super(`The app is not installed in the workspace ${teamId}.`);
    this.teamId = teamId;
  }
}

/**
 * The policy of a workspace.
 *
 * @throws NotInstalledError if the app is not installed there.
 */
export async function policyIn(installations: Pick<Installations, 'find'>, teamId: string): Promise<Policy> {
  const installation = await installations.find({ teamId });
  if (!installation) throw new NotInstalledError(teamId);
  return installation.policy;
}

/** The bot token of a workspace; undefined where the app is not installed there. */
export async function tokenIn(
  installations: Pick<Installations, 'find'>,
  teamId: string,
): Promise<string | undefined> {
  const installation = await installations.find({ teamId });
  return installation?.botToken;
}
