import { join } from 'node:path';

import { createImagesClient } from '@registry-images/client';
import { createTokenCredential } from '@registry-images/client/credentials/token';
import { openLayout, tagOf } from '@registry-images/oci';
import { describe, expect, it } from 'vitest';

import { findButton } from './blocks.ts';
import { personIn, startPrograms, wordsOf } from './start-stack.ts';

describe.each(['http', 'socket'] as const)(
  'the bot and the image service as programs, over %s',
  (slackMode) => {
    it('list, inspect and delete an image, which is then gone from disk', async () => {
      const { sandbox, data, imageServiceUrl, imageServiceToken } = await startPrograms(slackMode);
      const ada = personIn(sandbox, 'U0ADA');
      await ada.type('list docs/contract');
      await ada.press(await ada.sees((message) => findButton(message, 'Inspect') !== undefined), 'Inspect');
      const inspected = await ada.sees((message) => findButton(message, 'Delete') !== undefined);
      expect(wordsOf(inspected)).toContain('docker pull 127.0.0.1:4100/demo/docs/contract:');
      await ada.press(inspected, 'Delete');
      const confirmation = await ada.asked();
      expect(wordsOf(confirmation)).toContain('stable');
      await ada.submit(confirmation, { reason: 'A newer one is there' });
      const end = await ada.sees(({ text }) => text.startsWith('Deleted'));
      expect(wordsOf(await ada.sees((message) => wordsOf(message).includes('A newer one')))).toContain(
        'deleted',
      );
      expect(end.text).toContain('docs/contract');

      const layout = await openLayout(join(data, 'registry', 'docs', 'contract'));
      expect((await layout.readIndex()).map(({ descriptor }) => tagOf(descriptor))).toEqual(['1', '2']);
      const client = createImagesClient({
        baseUrl: imageServiceUrl,
        credential: createTokenCredential(imageServiceToken),
      });
      const left = [];
      for await (const image of client.images.list({ repositoryName: 'demo/docs/contract' })) {
        left.push(...image.tags);
      }
      expect(left.toSorted()).toEqual(['1', '2']);
    });

    it('let one person ask and another approve, where an image is protected', async () => {
      const { sandbox, data } = await startPrograms(slackMode);
      const ada = personIn(sandbox, 'U0ADA');
      const grace = personIn(sandbox, 'U0GRACE');
      await ada.type('delete tools/browser-driver:latest');
      const confirmation = await ada.asked();
      expect(wordsOf(confirmation)).toContain('It is protected');
      await ada.submit(confirmation);
      const request = await grace.sees(({ text }) => text.includes('wants to delete'));
      await ada.press(request, 'Approve');
      await ada.sees(({ text }) => text.startsWith('You asked for this yourself'));
      await grace.press(request, 'Approve');
      const end = await grace.sees(({ text }) => text.startsWith('Deleted'));
      expect(end.ts).toBe(request.ts);
      expect(wordsOf(end)).toContain('Approved by <@U0GRACE>');
      const layout = await openLayout(join(data, 'registry', 'tools', 'browser-driver'));
      expect((await layout.readIndex()).map(({ descriptor }) => tagOf(descriptor))).toEqual(['1.2']);
    });

    it('clean up, look for digests, and remember what was done', async () => {
      const { sandbox } = await startPrograms(slackMode);
      const ada = personIn(sandbox, 'U0ADA');
      await ada.type('list --untagged');
      const list = await ada.sees(({ text }) => text.startsWith('Images'));
      const digest = /"text":"([0-9a-f]{12})"/.exec(wordsOf(list))?.[1] ?? '';
      await ada.type(`inspect ${digest}`);
      await ada.sees((message) => wordsOf(message).includes('Layers'));
      await ada.type('cleanup team/slackbot --keep-last 2 --tag build-*');
      const preview = await ada.sees(({ text }) => text.startsWith('Cleanup'));
      await ada.press(preview, 'Delete');
      await ada.submit(await ada.asked());
      await ada.sees(({ text }) => text.startsWith('Deleted'));
      await ada.type('audit');
      expect(wordsOf(await ada.sees(({ text }) => text.includes('of the audit')))).toContain('team/slackbot');
    });
  },
);
