import { readFile } from 'node:fs/promises';

import type { CommandHint } from '../protocol.ts';

/** What the workspace takes from the manifest of a Slack app when the app is installed. */
export interface AppManifest {
  /** The name over the app's messages. */
  readonly name: string;
  /** The slash commands. */
  readonly commands: readonly CommandHint[];
  /** The scopes of the bot token. */
  readonly scopes: readonly string[];
  /** Whether people find a Home tab of the app. */
  readonly homeTab: boolean;
  /** The types of events that the app has subscribed to. */
  readonly events: readonly string[];
}

/** A manifest cannot be read. */
export class AppManifestError extends Error {
  override readonly name = 'AppManifestError';
}

/** Reads a manifest in JSON. Throws {@link AppManifestError}. */
export async function readAppManifest(file: URL): Promise<AppManifest> {
  try {
    return parseAppManifest(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppManifestError(`${file.pathname} cannot be read as the manifest of a Slack app: ${reason}`, {
      cause,
    });
  }
}

/**
 * Takes what the workspace needs from a manifest. Throws {@link AppManifestError}.
 *
 * @see https://docs.slack.dev/reference/app-manifest
 */
export function parseAppManifest(manifest: unknown): AppManifest {
  const display = objectIn(manifest, 'display_information');
  const features = objectIn(manifest, 'features');
  const bot = objectIn(features, 'bot_user');
  const scopes = objectIn(objectIn(manifest, 'oauth_config'), 'scopes');
  const events = objectIn(objectIn(manifest, 'settings'), 'event_subscriptions');
  return {
    name: stringIn(bot, 'display_name') ?? stringIn(display, 'name') ?? 'App',
    commands: listIn(features, 'slash_commands').map(parseCommand),
    scopes: listIn(scopes, 'bot').filter((scope) => typeof scope === 'string'),
    homeTab: fieldOf(objectIn(features, 'app_home'), 'home_tab_enabled') === true,
    events: listIn(events, 'bot_events').filter((event) => typeof event === 'string'),
  };
}

function parseCommand(entry: unknown): CommandHint {
  const command = stringIn(entry, 'command');
  if (command === undefined || !command.startsWith('/')) {
    throw new AppManifestError('a slash command has no name that starts with a slash');
  }
  return {
    command,
    description: stringIn(entry, 'description') ?? '',
    usages: (stringIn(entry, 'usage_hint') ?? '').split(' | ').filter((usage) => usage !== ''),
  };
}

function fieldOf(value: unknown, field: string): unknown {
  if (typeof value !== 'object' || value === null) {
    throw new AppManifestError(`there is no object around "${field}"`);
  }
  return Object.entries(value).find(([name]) => name === field)?.[1];
}

function objectIn(value: unknown, field: string): object {
  const inner = fieldOf(value, field) ?? {};
  if (typeof inner !== 'object' || inner === null) {
    throw new AppManifestError(`"${field}" is no object`);
  }
  return inner;
}

function stringIn(value: unknown, field: string): string | undefined {
  const inner = fieldOf(value, field);
  return typeof inner === 'string' ? inner : undefined;
}

function listIn(value: unknown, field: string): readonly unknown[] {
  const inner: unknown = fieldOf(value, field) ?? [];
  if (!Array.isArray(inner)) {
    throw new AppManifestError(`"${field}" is no list`);
  }
  return inner;
}
