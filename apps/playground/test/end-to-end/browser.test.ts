import { join } from 'node:path';

import { openLayout, tagOf } from '@registry-images/oci';
import { describeWithTools, makeTemporaryFolder } from '@registry-images/testing';
import { expect, it } from 'vitest';

import { launchBrowser } from '../browser.ts';
import { screenshotPath } from '../folders.ts';
import { startPlayground } from './start-playground.ts';

describeWithTools(['chromium'], 'npm start', () => {
  it('lets a person list, inspect and delete an image, which is then gone from disk', async () => {
    const data = await makeTemporaryFolder();
    const layout = () => openLayout(join(data, 'registry', 'docs', 'contract'));
    await using playground = await startPlayground(data);
    await using browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(playground.url);
    const composer = page.getByRole('combobox', { name: 'Slash command in general' });

    await composer.fill('/images list');
    await composer.press('Enter');
    await page.getByText('team/slackbot').first().waitFor();
    await page.screenshot({ path: await screenshotPath('images-list') });

    await composer.fill('/images list docs/contract');
    await composer.press('Enter');
    const list = page.getByRole('article').filter({ hasText: 'stable' });
    await list.getByRole('button', { name: 'Inspect' }).first().click();

    const details = page.getByRole('article').filter({ hasText: 'Layers' });
    await details
      .getByText(/sha256:[0-9a-f]{64}/)
      .first()
      .waitFor();
    await page.screenshot({ path: await screenshotPath('images-inspect') });
    await details.getByRole('button', { name: 'Delete' }).click();

    const dialog = page.getByRole('dialog', { name: 'Delete image' });
    await dialog.getByText('stable').waitFor();
    await page.screenshot({ path: await screenshotPath('images-delete') });
    const tagsBefore = (await (await layout()).readIndex()).map(({ descriptor }) => tagOf(descriptor));
    expect(tagsBefore).toEqual(['1', '2', '3', 'stable']);
    await dialog.getByRole('button', { name: 'Delete image' }).click();
    const end = page.getByRole('dialog', { name: 'Deletion' });
    await end.getByText(/^Deleted/).waitFor();
    await end.getByRole('button', { name: 'Close' }).last().click();
    // The button that opened the dialog went with its message, so the focus goes to where one types.
    await page.locator('#composer:focus').waitFor();

    const tagsAfter = (await (await layout()).readIndex()).map(({ descriptor }) => tagOf(descriptor));
    expect(tagsAfter).toEqual(['1', '2']);
    await composer.fill('/images list docs/contract');
    await composer.press('Enter');
    const newList = page.getByRole('article').last();
    await newList.getByText('2', { exact: true }).waitFor();
    expect(await newList.getByText('stable').count()).toBe(0);
    await page.screenshot({ path: await screenshotPath('images-list-after') });
  });
});
