import { join } from 'node:path';

import { createImagesClient } from '@registry-images/client';
import { openLayout, tagOf } from '@registry-images/oci';
import type { Message } from '@registry-images/slack-sandbox';
import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { readAppManifest } from '../../src/launcher/app-manifest.ts';
import { childEnvironment } from '../../src/launcher/child-environment.ts';
import { startStack, type Stack } from '../../src/launcher/stack.ts';
import { makeSamples } from '../../src/samples/make-samples.ts';
import { sampleSources } from '../folders.ts';
import { findButton } from './blocks.ts';

const apps = new URL('../../../', import.meta.url);
const channel = 'C0GENERAL';

async function start(data: string, slackMode: 'http' | 'socket'): Promise<Stack> {
  const imagesFolder = join(data, 'registry');
  await makeSamples(imagesFolder, sampleSources, Date.now());
  return startStack({
    entries: {
      imageService: new URL('image-service/src/main.ts', apps),
      slackbot: new URL('slackbot/src/main.ts', apps),
    },
    manifest: await readAppManifest(new URL('slackbot/slack.manifest.json', apps)),
    imagesFolder,
    logFolder: join(data, 'logs'),
    slackMode,
    environment: (settings) => childEnvironment(process.env, settings),
    onLine: () => undefined,
  });
}

describe.each(['http', 'socket'] as const)(
  'the bot and the image service as programs, over %s',
  (slackMode) => {
    it('list, inspect and delete an image, which is then gone from disk', async () => {
      const data = await makeTemporaryFolder();
      await using stack = await start(data, slackMode);
      const { sandbox } = stack;
      const ada = sandbox.user('U0ADA');
      const answer = (matches: (message: Message) => boolean): Promise<Message> =>
        sandbox.until(() =>
          sandbox
            .messages(channel, 'U0ADA')
            .findLast((message) => message.from === 'app' && matches(message)),
        );
      const press = async (message: Message, label: string): Promise<void> => {
        const button = findButton(message, label);
        expect(button).toBeDefined();
        const delivery = button && (await ada.press({ channel, ts: message.ts, ...button }));
        expect(delivery).toEqual({ ok: true });
      };

      expect(await ada.runCommand({ channel, command: '/images', text: 'list docs/contract' })).toEqual({
        ok: true,
      });
      await press(await answer((message) => findButton(message, 'Inspect') !== undefined), 'Inspect');
      await press(await answer((message) => findButton(message, 'Delete') !== undefined), 'Delete');
      const confirmation = await sandbox.until(() => ada.views().find(({ submit }) => submit !== undefined));
      expect(JSON.stringify(confirmation.blocks)).toContain('stable');
      expect(await ada.submitView({ viewId: confirmation.id })).toEqual({ ok: true });
      await answer(({ text }) => text.startsWith('Deleted'));

      const layout = await openLayout(join(data, 'registry', 'docs', 'contract'));
      expect((await layout.readIndex()).map(({ descriptor }) => tagOf(descriptor))).toEqual(['1', '2']);
      const client = createImagesClient({ baseUrl: stack.imageServiceUrl, token: stack.imageServiceToken });
      const left = [];
      for await (const image of client.images.list({ repositoryName: 'demo/docs/contract' })) {
        left.push(...image.tags);
      }
      expect(left.toSorted()).toEqual(['1', '2']);
    });
  },
);
