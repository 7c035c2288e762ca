import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { createSlackSandbox, type SlackSandbox } from '@registry-images/slack-sandbox';

import type { AppManifest } from './app-manifest.ts';
import { ChildError, exitedEarly } from './child-error.ts';
import { startChild, type Child } from './child.ts';
import { assertHealthy } from './healthy.ts';
import { createLogFile, type LogFileError } from './log-file.ts';

/** The registry that the sample images are in. */
export const registryId = 'demo';

/** What {@link startStack} needs. */
export interface StackOptions {
  /** The image service's and the bot's programs, those that also run in production. */
  readonly entries: { readonly imageService: URL; readonly slackbot: URL };
  /** What the bot's app is called, and what it may do. */
  readonly manifest: AppManifest;
  /** Who may do what with the bot. */
  readonly policyFile: URL;
  /** The folder of OCI image layouts. */
  readonly imagesFolder: string;
  /** Where the images can be pulled from, as in `127.0.0.1:4100`. */
  readonly registryHost: string;
  /** Where the logs go. */
  readonly logFolder: string;
  /** Where the programs keep what they remember. */
  readonly stateFolder: string;
  /** How the workspace reaches the bot. */
  readonly slackMode: 'http' | 'socket';
  /** Makes the environment of a program from its settings. */
  readonly environment: (settings: Readonly<Record<string, string>>) => Record<string, string>;
  /** Told of every line of every log, with the name of the program. */
  readonly onLine: (program: string, line: string) => void;
  /** Gives up starting. */
  readonly signal?: AbortSignal;
}

/** The image service, the bot and the workspace between which the bot stands, all ready. Disposing of it ends them. */
export interface Stack extends AsyncDisposable {
  /** The Slack workspace. */
  readonly sandbox: SlackSandbox;
  /** Where the image service takes requests. */
  readonly imageServiceUrl: string;
  /** What the image service wants as a bearer token. */
  readonly imageServiceToken: string;
  /** Settles with what happened when one of the programs ends by itself, or its log cannot be written any more. */
  readonly failure: Promise<ChildError | LogFileError>;
}

/**
 * Starts everything but the page. Throws {@link ChildError} where a program does not start, and {@link LogFileError} where
 * its log cannot be written; then nothing is left running.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const {
    entries,
    manifest,
    policyFile,
    imagesFolder,
    registryHost,
    logFolder,
    stateFolder,
    slackMode,
    environment,
    onLine,
    signal,
  } = options;
  await mkdir(stateFolder, { recursive: true });
  await using started = new AsyncDisposableStack();
  const failures: Promise<ChildError | LogFileError>[] = [];

  async function start(name: string, entry: URL, settings: Record<string, string>): Promise<Child> {
    const log = started.use(await createLogFile(logFolder, name.replaceAll(' ', '-').toLowerCase()));
    const child = await startChild({
      name,
      entry,
      env: environment(settings),
      onLine: (line) => {
        log.add(line);
        onLine(name, line);
      },
      ...(signal && { signal }),
    });
    failures.push(
      log.failure,
      child.exit.then((exit) => exitedEarly(name, exit)),
    );
    return started.use(child);
  }

  const sandbox = started.use(
    await createSlackSandbox({
      teamName: 'Playground',
      appName: manifest.name,
      slashCommands: manifest.commands.map(({ command }) => command),
      scopes: manifest.scopes,
      homeTab: manifest.homeTab,
      eventSubscriptions: manifest.events,
      channels: [
        { id: 'C0GENERAL', name: 'general' },
        { id: 'C0DELIVERY', name: 'delivery' },
      ],
    }),
  );

  const imageServiceToken = randomBytes(24).toString('hex');
  const imageService = await start('image service', entries.imageService, {
    IMAGES_ROOT: imagesFolder,
    REGISTRY_ID: registryId,
    HOST: '127.0.0.1',
    PORT: '0',
    ACCESS_TOKEN: imageServiceToken,
    DATABASE: join(stateFolder, 'image-service.sqlite'),
  });
  const imageServiceUrl = await healthyUrl(imageService);

  const bot = await start('Slack bot', entries.slackbot, {
    SLACK_MODE: slackMode,
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_API_URL: sandbox.apiUrl,
    IMAGES_API_URL: imageServiceUrl,
    IMAGES_API_TOKEN: imageServiceToken,
    IMAGES_REGISTRY_ID: registryId,
    IMAGES_PULL_PREFIX: `${registryHost}/${registryId}`,
    DATABASE: join(stateFolder, 'slack-bot.sqlite'),
    POLICY_FILE: fileURLToPath(policyFile),
    HOST: '127.0.0.1',
    PORT: '0',
    ...(slackMode === 'socket'
      ? { SLACK_APP_TOKEN: sandbox.appToken }
      : { SLACK_SIGNING_SECRET: sandbox.signingSecret }),
  });
  const botUrl = await healthyUrl(bot);
  if (slackMode === 'http') {
    // Bolt takes everything at this one path, as the request URLs of a real app say too.
    sandbox.connectHttp(new URL('/slack/events', botUrl).href);
  }

  const running = started.move();
  return {
    sandbox,
    imageServiceUrl,
    imageServiceToken,
    failure: Promise.race(failures),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function healthyUrl({ name, url }: Child): Promise<string> {
  if (url === undefined) {
    throw new ChildError(name, 'says that it is ready, but not at which URL', []);
  }
  await assertHealthy({ name, url }, fetch);
  return url;
}
