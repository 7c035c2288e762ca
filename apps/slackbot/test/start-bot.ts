import { createImagesClient, type ImagesClientOptions } from '@registry-images/client';
import { createTokenCredential } from '@registry-images/client/credentials/token';
import {
  createSlackSandbox,
  systemClock,
  type Message,
  type ModalView,
  type SlackSandbox,
  type SlackSandboxOptions,
} from '@registry-images/slack-sandbox';
import { onTestFinished } from 'vitest';

import { createBot, type Bot } from '../src/bot.ts';
import type { Clock } from '../src/clock.ts';
import { reachImageApi } from '../src/features/reach-image-api.ts';
import { createInstallationByToken } from '../src/installations/installation-by-token.ts';
import { tokenIn } from '../src/installations/installations.ts';
import { createLog } from '../src/log.ts';
import { createMetrics } from '../src/metrics/metrics.ts';
import { defaultPolicy } from '../src/policy/policy.ts';
import { createHttpReceiver } from '../src/receivers/http.ts';
import { createSocketReceiver } from '../src/receivers/socket.ts';
import type { RegistryScope } from '../src/registry-scope.ts';
import { createSlackCaller } from '../src/slack/slack-caller.ts';
import { createAuditRelay } from '../src/state/audit-relay.ts';
import { openState, type State } from '../src/state/state.ts';
import { english } from '../src/texts/english.ts';
import { policyOf } from './deletion-world.ts';
import { recordDeliveries } from './delivery-record.ts';
import { tokens } from './registry/image-service.ts';
import type { NewImage } from './registry/push-images.ts';
import { makeRegistry, type TestRegistry } from './registry/registry.ts';
import { installationsIn, together, webApiOf, workspaceOptions, type Workspace } from './workspaces.ts';

/** How Slack reaches the bot. */
export type Mode = 'http' | 'socket';

/** Both ways, for whatever has to be the same over them. */
export const modes: readonly Mode[] = ['http', 'socket'];

/** The user of the tests. */
export const ada = 'U0ADA';
/** Another user. */
export const grace = 'U0GRACE';
/** The channel of the tests. */
export const channel = 'C0GENERAL';

/** How often the bot looks what there is to do. */
const choreMs = 15_000;

/** What a test may want to be different. */
export interface StartOptions {
  /** By default the registry. */
  readonly scope?: RegistryScope;
  /** Which images there are to see; by default a registry with those that the test has named. */
  readonly registry?: TestRegistry;
  /** An Image API in the place of that of the registry, with images of a registry `reg`. */
  readonly imageApi?: Pick<ImagesClientOptions, 'baseUrl' | 'fetch'>;
  /** Who the bot is to the image service; by default one who may delete. */
  readonly imagesToken?: string;
  /** The text of a policy file; without one, the default policy. */
  readonly policy?: string;
  /** By default the bot remembers nothing beyond its end. */
  readonly databasePath?: string;
  /** What repositories are pulled from; by default Yandex Cloud. */
  readonly pullPrefix?: string;
  readonly slack?: SlackSandboxOptions;
  /** More workspaces of the same bot. Over HTTP all have one signing secret. */
  readonly beside?: readonly Workspace[];
  /** A bot that was there before, and has stopped: this one finds the same workspace and the same registry. */
  readonly after?: BotAtWork;
}

/** A bot at work, everything around it, and what a test does with it. */
export interface BotAtWork {
  readonly bot: Bot;
  readonly sandbox: SlackSandbox;
  readonly registry: TestRegistry;
  readonly state: State;
  /** The base URL of the bot's own HTTP server. */
  readonly url: string;
  /** The lines of the log so far. */
  readonly log: readonly string[];
  /** Stops the bot once its work is done, and answers its whole log, read. */
  readonly finalLog: () => Promise<readonly Record<string, unknown>[]>;
  /** Ends the time that the bot and its client give to whatever they wait for. */
  readonly expireDeadlines: () => void;
  /** The same, of calls of Slack alone. */
  readonly expireSlackCalls: () => void;
  /** How much time has passed for Slack and the bot beside that of the machine, in ms. */
  readonly passed: { ms: number };
  /** Lets so much time pass for Slack and the bot, which then looks what there is to do. */
  readonly skip: (ms: number) => void;
  /** Types `/images` and this, and waits for the next message that the user gets of the app. */
  readonly ask: (text: string, userId?: string) => Promise<Message>;
  /** Presses a button of a message, and waits until the messages of the app are others; answers the newest. */
  readonly press: (message: Message, actionId: string, userId?: string) => Promise<Message>;
  /** The newest message of the app that says something. */
  readonly says: (what: RegExp, userId?: string) => Promise<Message>;
  /** What the user has got from the app. */
  readonly answers: (userId?: string) => readonly Message[];
  /** Waits for the modal on top of the user's screen to say something. */
  readonly modal: (says: RegExp, userId?: string) => Promise<ModalView>;
  /** Types `/images delete` and this, and answers the modal that asks for a confirmation. */
  readonly askToDelete: (image: string, userId?: string) => Promise<ModalView>;
  /** Submits a modal. */
  readonly confirm: (view: ModalView, values?: Record<string, string>, userId?: string) => Promise<void>;
  /** How many deletions the registry has begun. */
  readonly orders: () => number;
}

/** Starts a bot in a Slack workspace of its own. Everything is closed when the test ends. */
export async function startBot(
  mode: Mode,
  images: readonly NewImage[],
  options: StartOptions = {},
): Promise<BotAtWork> {
  const { policy, databasePath = ':memory:', after, beside, imagesToken = tokens.deleter } = options;
  const passed = after?.passed ?? { ms: 0 };
  const now = (): number => Date.now() + passed.ms;
  const slackClock = { ...systemClock, now };
  const sandbox =
    after?.sandbox ??
    (await createSlackSandbox({ ...workspaceOptions, clock: slackClock, ...options.slack }));
  const registry = after?.registry ?? options.registry ?? (await makeRegistry(images));
  const { imageApi, scope = { kind: 'registry', registryId: imageApi ? 'reg' : registry.id } } = options;
  const lines: string[] = [];
  const deadlines = new Map<() => void, number>();
  let expiredMs = 0;
  const clock: Clock = {
    now,
    after(ms, task) {
      const end = (): void => {
        if (deadlines.delete(end)) task();
      };
      deadlines.set(end, ms);
      // The pause between two changes of a message.
      if (ms <= 1200) setImmediate(end);
      return () => void deadlines.delete(end);
    },
  };
  const log = createLog({ write: (line) => lines.push(line), now, secrets: [] });
  const address = { host: '127.0.0.1', port: 0 };
  const prefix = after ? 'later' : 'id';
  let ids = 0;
  const newId = (): string => `${prefix}-${(ids += 1)}`;
  const client = createImagesClient({
    ...(imageApi ?? { baseUrl: registry.url }),
    credential: createTokenCredential(imagesToken),
    clock: { now: () => Date.now() + expiredMs, random: () => 0, after: schedule },
  });
  const metrics = createMetrics({ ofProcess: false });
  const auditRelay = createAuditRelay();
  const state = openState(databasePath, auditRelay);
  const checks = [
    {
      name: 'The Image API',
      check: (signal: AbortSignal) => reachImageApi({ images: client, scope }, signal),
    },
  ];
  const receiving = { address, clock, log, metrics, checks, newId };
  const workspace = { sandbox, policy: policy === undefined ? defaultPolicy : policyOf(policy) };
  const workspaces = [workspace, ...(beside ?? [])];
  const calling = { webApi: webApiOf(workspaces), clock, observer: metrics };
  const installations = beside
    ? installationsIn(workspaces)
    : createInstallationByToken({ ...calling, botToken: sandbox.botToken, policy: workspace.policy });
  const bot = createBot({
    receiver:
      mode === 'http'
        ? createHttpReceiver({ ...receiving, signingSecret: sandbox.signingSecret })
        : together(
            workspaces.map(({ sandbox: { appToken, apiUrl: slackApiUrl } }) =>
              createSocketReceiver({ ...receiving, appToken, slackApiUrl, fetch }),
            ),
          ),
    slack: createSlackCaller({ ...calling, tokenOf: (teamId) => tokenIn(installations, teamId) }),
    installations,
    images: client,
    texts: english,
    scope,
    pullPrefix: options.pullPrefix ?? `cr.yandex/${imageApi ? 'reg' : registry.id}`,
    state,
    auditRelay,
    clock,
    log,
    metrics,
    newId,
    fetch,
  });

  // The pauses between two looks at an operation are short, and a hundredth of that here; what is longer is a timeout.
  function schedule(ms: number, task: () => void): () => void {
    if (ms <= 10_000) {
      const soon = setTimeout(task, ms / 100);
      return () => clearTimeout(soon);
    }
    // It ends with the other deadlines, whatever its length, and not with the pauses of the bot.
    return clock.after(Number.POSITIVE_INFINITY, task);
  }

  function answers(userId = ada): readonly Message[] {
    return sandbox.messages(channel, userId).filter(({ from }) => from === 'app');
  }

  function modal(says: RegExp, userId = ada): Promise<ModalView> {
    return sandbox.until(() => {
      const view = sandbox.user(userId).views().at(-1);
      return view && says.test(JSON.stringify(view.blocks)) && view;
    });
  }

  // The latest is the one to end first.
  onTestFinished(async () => {
    // What no listener takes is acknowledged, too.
    if (!lines.join('\n').includes('nobody acknowledged')) recordDeliveries(mode, sandbox.deliveries);
    const stopped = bot.stop(AbortSignal.abort());
    for (const end of deadlines.keys()) end();
    await stopped;
    state[Symbol.dispose]();
    if (!after) await sandbox[Symbol.asyncDispose]();
  });
  const url = await bot.start();
  if (mode === 'http') for (const each of workspaces) each.sandbox.connectHttp(`${url}/slack/events`);

  return {
    bot,
    sandbox,
    registry,
    state,
    url,
    log: lines,
    passed,
    async finalLog() {
      await bot.stop(new AbortController().signal);
      return lines.map((line): Record<string, unknown> => JSON.parse(line));
    },
    answers,
    expireDeadlines() {
      expiredMs += 3_600_000;
      for (const end of deadlines.keys()) end();
    },
    expireSlackCalls() {
      for (const [end, afterMs] of deadlines) if (afterMs < choreMs) end();
    },
    skip(ms) {
      passed.ms += ms;
      for (const [end, afterMs] of deadlines) if (afterMs === choreMs) end();
    },
    async ask(text, userId = ada) {
      const before = answers(userId).length;
      const delivery = await sandbox.user(userId).runCommand({ channel, command: '/images', text });
      if (!delivery.ok) throw new Error(delivery.userText);
      return sandbox.until(() => answers(userId)[before]);
    },
    async press({ ts, channelId, blocks }, actionId, userId = ada) {
      const seen = (): string => JSON.stringify(answers(userId));
      const before = seen();
      const block = blocks.find((candidate) => JSON.stringify(candidate).includes(`"${actionId}"`));
      const target = { channel: channelId, ts, actionId, ...(block && { blockId: block.block_id }) };
      const delivery = await sandbox.user(userId).press(target);
      if (!delivery.ok) throw new Error(delivery.userText);
      return sandbox.until(() => seen() !== before && answers(userId).at(-1));
    },
    says: (what, userId = ada) =>
      sandbox.until(() => answers(userId).findLast((message) => what.test(words(message)))),
    modal,
    async askToDelete(image, userId = ada) {
      await sandbox.user(userId).runCommand({ channel, command: '/images', text: `delete ${image}` });
      return modal(/This deletes /, userId);
    },
    async confirm({ id: viewId }, values = {}, userId = ada) {
      const delivery = await sandbox.user(userId).submitView({ viewId, values });
      if (!delivery.ok) throw new Error(delivery.userText);
    },
    orders: () => registry.deletions,
  };
}

/** Every text of a message or a view. */
export function words(shown: { readonly blocks: unknown }): string {
  return JSON.stringify(shown.blocks);
}
