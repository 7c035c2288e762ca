import { join } from 'node:path';

import type { JsonObject, Message, ModalView, SlackSandbox } from '@registry-images/slack-sandbox';
import { makeTemporaryFolder } from '@registry-images/testing';
import { onTestFinished } from 'vitest';

import { readAppManifest } from '../../src/launcher/app-manifest.ts';
import { childEnvironment } from '../../src/launcher/child-environment.ts';
import { startStack, type Stack } from '../../src/launcher/stack.ts';
import { makeSamples } from '../../src/samples/make-samples.ts';
import { sampleSources } from '../folders.ts';
import { findButton } from './blocks.ts';

const apps = new URL('../../../', import.meta.url);

/** Where people are. */
const channel = 'C0GENERAL';

/** A person in front of the workspace of a stack. */
export interface Person {
  /** Types a command. */
  type(text: string): Promise<void>;
  /** Waits for the newest message of the app that fits. */
  sees(matches: (message: Message) => boolean): Promise<Message>;
  /** Presses the first button of a message whose words begin so. */
  press(message: Message, label: string): Promise<void>;
  /** Waits for a modal that can be submitted, and answers it. */
  asked(): Promise<ModalView>;
  submit(view: ModalView, values?: Readonly<Record<string, string>>): Promise<void>;
}

/** Starts the image service and the bot as programs. They end with the test. */
export async function startPrograms(
  slackMode: 'http' | 'socket',
): Promise<Stack & { readonly data: string }> {
  const data = await makeTemporaryFolder();
  const imagesFolder = join(data, 'registry');
  await makeSamples(imagesFolder, sampleSources, Date.now());
  const stack = await startStack({
    entries: {
      imageService: new URL('image-service/src/main.ts', apps),
      slackbot: new URL('slackbot/src/main.ts', apps),
    },
    manifest: await readAppManifest(new URL('slackbot/slack.manifest.json', apps)),
    policyFile: new URL('playground/policy.yaml', apps),
    imagesFolder,
    registryHost: '127.0.0.1:4100',
    logFolder: join(data, 'logs'),
    stateFolder: join(data, 'state'),
    slackMode,
    environment: (settings) => childEnvironment(process.env, settings),
    onLine: () => undefined,
  });
  onTestFinished(() => stack[Symbol.asyncDispose]());
  return { ...stack, data };
}

/** The hands of a user. */
export function personIn(sandbox: SlackSandbox, userId: string): Person {
  const user = sandbox.user(userId);
  return {
    async type(text) {
      const delivery = await user.runCommand({ channel, command: '/images', text });
      if (!delivery.ok) throw new Error(delivery.userText);
    },
    sees: (matches) =>
      sandbox.until(() =>
        sandbox.messages(channel, userId).findLast((message) => message.from === 'app' && matches(message)),
      ),
    async press(message, label) {
      const button = findButton(message, label);
      if (!button) throw new Error(`There is no button ${label} in ${message.text}.`);
      const delivery = await user.press({ channel, ts: message.ts, ...button });
      if (!delivery.ok) throw new Error(delivery.userText);
    },
    asked: () => sandbox.until(() => user.views().find(({ submit }) => submit !== undefined)),
    async submit({ id: viewId }, values = {}) {
      const delivery = await user.submitView({ viewId, values });
      if (!delivery.ok) throw new Error(delivery.userText);
    },
  };
}

/** Everything that a message or a view says, as JSON. */
export function wordsOf({ blocks }: { readonly blocks: readonly JsonObject[] }): string {
  return JSON.stringify(blocks);
}
