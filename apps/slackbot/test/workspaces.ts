import {
  createSlackSandbox,
  type SlackSandbox,
  type SlackSandboxOptions,
} from '@registry-images/slack-sandbox';
import { onTestFinished } from 'vitest';

import manifest from '../slack.manifest.json' with { type: 'json' };
import type { Installation, Installations } from '../src/installations/installations.ts';
import type { Policy } from '../src/policy/policy.ts';
import type { BotReceiver } from '../src/receivers/bot-receiver.ts';
import { createWebApi, type WebApi } from '../src/slack/web-api.ts';

/** A workspace with the app of the manifest. */
export const workspaceOptions: SlackSandboxOptions = {
  slashCommands: manifest.features.slash_commands.map(({ command }) => command),
  scopes: manifest.oauth_config.scopes.bot,
  homeTab: manifest.features.app_home.home_tab_enabled,
  eventSubscriptions: manifest.settings.event_subscriptions.bot_events,
};

/** A workspace that the bot hears of. */
export interface Workspace {
  readonly sandbox: SlackSandbox;
  /** Undefined while the app is not installed there, as far as the bot knows. */
  policy: Policy | undefined;
}

/** Opens one more workspace. It is closed when the test ends. */
export async function openWorkspace(options: SlackSandboxOptions, policy?: Policy): Promise<Workspace> {
  const sandbox = await createSlackSandbox({ ...workspaceOptions, ...options });
  onTestFinished(() => sandbox[Symbol.asyncDispose]());
  return { sandbox, policy };
}

/** The installations in these workspaces, as they are at each moment. */
export function installationsIn(workspaces: readonly Workspace[]): Installations {
  const all = (): readonly Installation[] =>
    workspaces.flatMap(({ sandbox: { team, botToken }, policy }) =>
      policy ? [{ teamId: team.id, botToken, policy }] : [],
    );
  return {
    find: ({ teamId }) => Promise.resolve(all().find((installation) => installation.teamId === teamId)),
    list: () => Promise.resolve(all()),
  };
}

/** The Web API of several workspaces, of which the token says which is meant, as with Slack's own. */
export function webApiOf(workspaces: readonly Workspace[]): WebApi {
  const byToken = new Map(
    workspaces.map(({ sandbox: { botToken, apiUrl } }) => [
      botToken,
      createWebApi({ baseUrl: apiUrl, fetch }),
    ]),
  );
  return (method, args, options) => {
    const webApi = byToken.get(options.token);
    return webApi ? webApi(method, args, options) : Promise.reject(new Error('a token of nobody'));
  };
}

/** Receives in several ways at once; the first answers probes. */
export function together(receivers: readonly BotReceiver[]): BotReceiver {
  return {
    init: (app) => receivers.forEach((receiver) => receiver.init(app)),
    async start() {
      const [url = ''] = await Promise.all(receivers.map((receiver) => receiver.start()));
      return url;
    },
    async stop(signal) {
      await Promise.all(receivers.map((receiver) => receiver.stop(signal)));
    },
  };
}
