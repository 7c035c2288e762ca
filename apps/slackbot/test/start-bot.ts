import { createImagesClient } from '@registry-images/client';
import type { WireImage } from '@registry-images/model';
import {
  createSlackSandbox,
  type Message,
  type ModalView,
  type SlackSandbox,
} from '@registry-images/slack-sandbox';
import { onTestFinished } from 'vitest';

import manifest from '../slack.manifest.json' with { type: 'json' };
import { createBot, type Bot } from '../src/bot.ts';
import type { Clock } from '../src/clock.ts';
import { createLog } from '../src/log.ts';
import { createHttpReceiver } from '../src/receivers/http.ts';
import { createSocketReceiver } from '../src/receivers/socket.ts';
import type { RegistryScope } from '../src/registry-scope.ts';
import { createFakeImageApi, type FakeImageApi } from './fake-image-api.ts';

/** How Slack reaches the bot. */
export type Mode = 'http' | 'socket';

/** The user of the tests. */
export const ada = 'U0ADA';
/** Another user. */
export const grace = 'U0GRACE';
/** The channel of the tests. */
export const channel = 'C0GENERAL';

/** A bot at work, everything around it, and what a test does with it. */
export interface BotAtWork {
  readonly bot: Bot;
  readonly sandbox: SlackSandbox;
  readonly api: FakeImageApi;
  /** The base URL of the bot's own HTTP server. */
  readonly url: string;
  /** The lines of the log so far. */
  readonly log: readonly string[];
  /** Stops the bot once its work is done, and answers its whole log, read. */
  readonly finalLog: () => Promise<readonly Record<string, unknown>[]>;
  /** Ends the time that the bot and its client give to whatever they wait for. */
  readonly expireDeadlines: () => void;
  /** Types `/images` and this, and waits for the answer, which is the user's newest message of the app. */
  readonly ask: (text: string, userId?: string) => Promise<Message>;
  /** Presses a button of a message, and waits until the user's newest message of the app is another. */
  readonly press: (message: Message, actionId: string, blockIndex?: number) => Promise<Message>;
  /** What the user has got from the app. */
  readonly answers: (userId?: string) => readonly Message[];
  /** Waits for the modal on top of the user's screen to say something. */
  readonly modal: (says: RegExp, userId?: string) => Promise<ModalView>;
  /** Types `/images delete` and this, and answers the modal that asks for a confirmation. */
  readonly askToDelete: (image: string) => Promise<ModalView>;
  /** Submits a confirmation. */
  readonly confirm: (view: ModalView) => Promise<void>;
}

/** Starts a bot in a Slack workspace of its own. Everything is closed when the test ends. */
export async function startBot(
  mode: Mode,
  images: WireImage[],
  scope: RegistryScope = { kind: 'registry', registryId: 'reg' },
): Promise<BotAtWork> {
  const sandbox = await createSlackSandbox({
    slashCommands: manifest.features.slash_commands.map(({ command }) => command),
    scopes: manifest.oauth_config.scopes.bot,
  });
  const api = createFakeImageApi(images);
  const lines: string[] = [];
  const deadlines = new Set<AbortController>();
  let expiredMs = 0;
  const clock: Clock = {
    now: () => Date.now(),
    deadline() {
      const controller = new AbortController();
      deadlines.add(controller);
      return controller.signal;
    },
  };
  const log = createLog({ write: (line) => lines.push(line), now: clock.now, secrets: [] });
  const address = { host: '127.0.0.1', port: 0 };
  const { apiUrl: slackApiUrl, signingSecret, appToken, botToken } = sandbox;
  let ids = 0;
  const bot = createBot({
    receiver:
      mode === 'http'
        ? createHttpReceiver({ address, signingSecret, clock, log })
        : createSocketReceiver({ address, appToken, slackApiUrl, log, fetch }),
    botToken,
    slackApiUrl,
    images: createImagesClient({
      baseUrl: 'http://images.test',
      fetch: (request) => api.fetch(request),
      clock: { now: () => Date.now() + expiredMs, random: () => 0, after },
    }),
    scope,
    clock,
    log,
    newId: () => `id-${(ids += 1)}`,
    fetch,
  });

  // The pauses between two looks at an operation are short; what is longer is a timeout.
  function after(ms: number, task: () => void): () => void {
    if (ms <= 10_000) {
      const soon = setImmediate(task);
      return () => clearImmediate(soon);
    }
    const deadline = clock.deadline(ms);
    deadline.addEventListener('abort', task, { once: true });
    return () => deadline.removeEventListener('abort', task);
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

  const url = await bot.start();
  if (mode === 'http') sandbox.connectHttp(`${url}/slack/events`);
  onTestFinished(async () => {
    await bot.stop(AbortSignal.abort());
    await sandbox[Symbol.asyncDispose]();
  });

  return {
    bot,
    sandbox,
    api,
    url,
    log: lines,
    async finalLog() {
      await bot.stop(new AbortController().signal);
      return lines.map((line): Record<string, unknown> => JSON.parse(line));
    },
    answers,
    expireDeadlines() {
      expiredMs += 3_600_000;
      for (const controller of deadlines) controller.abort(new DOMException('Time is over.', 'TimeoutError'));
    },
    async ask(text, userId = ada) {
      const before = answers(userId).length;
      const delivery = await sandbox.user(userId).runCommand({ channel, command: '/images', text });
      if (!delivery.ok) throw new Error(delivery.userText);
      return sandbox.until(() => answers(userId)[before]);
    },
    async press(message, actionId, blockIndex) {
      const before = JSON.stringify(answers());
      const blockId = blockIndex === undefined ? undefined : message.blocks[blockIndex]?.block_id;
      const delivery = await sandbox
        .user(ada)
        .press({ channel, ts: message.ts, actionId, ...(blockId !== undefined && { blockId }) });
      if (!delivery.ok) throw new Error(delivery.userText);
      return sandbox.until(() => JSON.stringify(answers()) !== before && answers().at(-1));
    },
    modal,
    async askToDelete(image) {
      await sandbox.user(ada).runCommand({ channel, command: '/images', text: `delete ${image}` });
      return modal(/with it/);
    },
    async confirm(view) {
      const delivery = await sandbox.user(ada).submitView({ viewId: view.id });
      if (!delivery.ok) throw new Error(delivery.userText);
    },
  };
}

/** Every text of a message or a view. */
export function words(shown: Pick<Message, 'blocks'>): string {
  return JSON.stringify(shown.blocks);
}

/** An image as the API has it. */
export function wireImage(id: string, repository: string, tags: string[], minutesAgo = 60): WireImage {
  const blob = { id: `${id}-layer`, digest: `sha256:${'b'.repeat(64)}`, size: '1000000' };
  return {
    id,
    name: `reg/${repository}`,
    digest: `sha256:${Buffer.from(id).toString('hex').padEnd(64, '0').slice(0, 64)}`,
    compressedSize: '27100000',
    config: { id: `${id}-config`, digest: `sha256:${'c'.repeat(64)}`, size: '1500' },
    layers: [blob, { ...blob, size: '3000000' }],
    tags,
    createdAt: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
  };
}
