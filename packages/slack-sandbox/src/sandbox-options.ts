import { randomBytes } from 'node:crypto';

import { systemClock, type Clock } from './clock.ts';
import type { SlackSandboxOptions } from './slack-sandbox-options.ts';
import type { Channel, InstalledApp, Team, UserGroup, UserProfile } from './workspace/workspace-facts.ts';

/** The options with everything decided. */
export interface SandboxSettings {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  readonly team: Team;
  readonly app: InstalledApp;
  readonly users: readonly UserProfile[];
  readonly userGroups: readonly UserGroup[];
  readonly channels: readonly Channel[];
  readonly slashCommands: readonly string[] | undefined;
  readonly eventSubscriptions: readonly string[];
  readonly scopes: readonly string[];
  readonly appTokenScopes: readonly string[];
  readonly refusedBlocks: readonly string[];
  readonly enforceRateLimits: boolean;
  readonly historyLimit: number;
  readonly signingSecret: string;
  readonly botToken: string;
  readonly appToken: string;
}

const defaultUsers = [
  { id: 'U0ADA', name: 'ada', realName: 'Ada Lovelace', isAdmin: true },
  { id: 'U0GRACE', name: 'grace', realName: 'Grace Hopper' },
];

const defaultChannels = [{ id: 'C0GENERAL', name: 'general' }];

const defaultScopes = ['commands', 'chat:write', 'users:read', 'channels:read'];

/** Makes what nobody can guess. */
export function newSecret(prefix = ''): string {
  return `${prefix}${randomBytes(16).toString('hex')}`;
}

/** Decides everything that the options leave open. */
export function decideSettings(options: SlackSandboxOptions): SandboxSettings {
  const { teamName = 'Sandbox', appName = 'App', homeTab = true } = options;
  const app = { id: 'A0SANDBOX', name: appName, botId: 'B0SANDBOX', botUserId: 'U0BOT', hasHomeTab: homeTab };
  const users = (options.users ?? defaultUsers).map((user) =>
    Object.assign({ realName: user.name, isAdmin: false, isDeactivated: false, timeZone: 'Etc/UTC' }, user),
  );
  const everybody = [...users.map(({ id }) => id), app.botUserId];
  const channels = (options.channels ?? defaultChannels).map((channel) =>
    Object.assign({ isPrivate: false, isArchived: false, memberIds: everybody }, channel),
  );
  const userGroups = (options.userGroups ?? []).map((group) =>
    Object.assign({ name: group.handle, isDisabled: false, memberIds: [] }, group),
  );
  return {
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    clock: options.clock ?? systemClock,
    team: {
      id: options.teamId ?? 'T0SANDBOX',
      name: teamName,
      domain: teamName.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-') || 'sandbox',
    },
    app,
    users,
    userGroups,
    channels,
    slashCommands: options.slashCommands,
    eventSubscriptions: options.eventSubscriptions ?? ['app_home_opened'],
    scopes: options.scopes ?? defaultScopes,
    appTokenScopes: options.appTokenScopes ?? ['connections:write'],
    refusedBlocks: options.refusedBlocks ?? [],
    enforceRateLimits: options.enforceRateLimits ?? false,
    historyLimit: options.historyLimit ?? 1000,
    signingSecret: options.signingSecret ?? newSecret(),
    botToken: options.botToken ?? newSecret('xoxb-'),
    appToken: options.appToken ?? newSecret('xapp-'),
  };
}
