import type { Policy } from '../policy/policy.ts';
import { createSlackApi, patience } from '../slack/slack-api.ts';
import { createSlackCaller, type SlackCallerOptions } from '../slack/slack-caller.ts';
import type { Installation, InstallationQuery, Installations } from './installations.ts';

/** What {@link createInstallationByToken} needs. */
export interface InstallationByTokenOptions extends Omit<SlackCallerOptions, 'tokenOf'> {
  readonly botToken: string;
  readonly policy: Policy;
}

/**
 * Makes the {@link Installations} of an app of which a token is given, and which is installed nowhere else. Of which workspace it
 * is, Slack is asked once, by whatever comes first.
 *
 * All of it rejects with a SlackCallError if Slack does not take the token.
 */
export function createInstallationByToken(options: InstallationByTokenOptions): Installations {
  const { botToken, policy, ...calling } = options;
  let known: Promise<Installation> | undefined;

  async function identify(): Promise<Installation> {
    // Which workspace it is, the token alone tells.
    const slack = createSlackApi(createSlackCaller({ ...calling, tokenOf: () => Promise.resolve(botToken) }));
    const { teamId, enterpriseId } = await slack.identify('', patience.user);
    return { teamId, ...(enterpriseId !== undefined && { enterpriseId }), botToken, policy };
  }

  function installation(): Promise<Installation> {
    return (known ??= identify());
  }

  return {
    async find(query) {
      const only = await installation();
      return isAbout(only, query) ? only : undefined;
    },
    async list() {
      return [await installation()];
    },
  };
}

/** What the app shows, it shows in its only workspace: whoever acts on it does so there, from wherever they come. */
function isAbout(
  { teamId }: Installation,
  { teamId: named, enterpriseId, isEnterpriseInstall = false, isInteraction = false }: InstallationQuery,
): boolean {
  return isInteraction || named === teamId || (isEnterpriseInstall && enterpriseId === teamId);
}
