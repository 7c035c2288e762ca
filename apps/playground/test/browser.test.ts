import { describeWithTools } from '@registry-images/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { launchBrowser } from './browser.ts';
import { openPage } from './open-page.ts';

describeWithTools(['chromium'], 'the page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('shows what the app answers, only to the one who asked', async () => {
    const { page, type, open, complaints } = await openPage(browser);
    const grace = await open('?user=U0GRACE');
    await type('/demo');
    await page.getByRole('heading', { name: 'Two images' }).waitFor();
    await page.getByText('Only visible to you').last().waitFor();
    await type('/demo aloud');
    await grace.getByText('Hello, everybody.').waitFor();
    expect(await grace.getByText('Two images').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('works in more tabs than a browser has connections to one server', async () => {
    const { page, type, open } = await openPage(browser);
    await page.getByRole('heading', { name: 'general' }).waitFor();
    await turn(page, 'hidden');
    for (let tab = 2; tab <= 7; tab++) {
      const other = await open('?user=U0GRACE');
      await other.getByRole('heading', { name: 'general' }).waitFor();
      await turn(other, 'hidden');
    }
    await type('/demo aloud');
    expect(await page.getByText('Hello, everybody.').count()).toBe(0);
    await turn(page, 'visible');
    await page.getByText('Hello, everybody.').waitFor();
  });

  it('runs nothing that a message brings, and opens links apart', async () => {
    const { page, type } = await openPage(browser);
    await type('/demo');
    await page.getByText('<script>alert(1)</script>').waitFor();
    const link = page.getByRole('link', { name: 'more' });
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    expect(await link.getAttribute('target')).toBe('_blank');
  });

  it('completes commands with the keyboard', async () => {
    const { page, composer } = await openPage(browser);
    await composer.pressSequentially('/d');
    await page.getByRole('option', { name: '/demo unusual' }).waitFor();
    await composer.press('ArrowDown');
    await composer.press('ArrowDown');
    await composer.press('Enter');
    expect(await composer.inputValue()).toBe('/demo unusual');
    await composer.press('Enter');
    await page.getByText('An image in a card').waitFor();
  });

  it('says that it only takes commands', async () => {
    const { page, type, composer } = await openPage(browser);
    await type('hello');
    await page.getByText('Type a slash command: /demo.').waitFor();
    expect(await composer.inputValue()).toBe('hello');
  });

  it('fills in and submits a form by keyboard alone, with errors at their inputs', async () => {
    const { page, type } = await openPage(browser);
    await type('/demo');
    const opener = page.getByRole('button', { name: 'Open form…' });
    await opener.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Your name' });
    await dialog.waitFor();

    await page.keyboard.press('Enter');
    await dialog.locator('.input__error').waitFor();
    await page.keyboard.type('taken');
    await page.keyboard.press('Enter');
    await dialog.getByText('This name is taken.').waitFor();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('Ada');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Welcome, Ada.').waitFor();
    expect(await focused(page)).toBe('Open form…');
  });

  it('keeps the focus in the modal, and gives it back on Escape', async () => {
    const { page, type, sandbox } = await openPage(browser);
    await type('/demo');
    await page.getByRole('button', { name: 'Open form…' }).press('Enter');
    await page.getByRole('dialog').waitFor();
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('.conversation') ?? null)).toBeNull();
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Open form…');
    expect(sandbox.user('U0ADA').views()).toEqual([]);
  });

  it('asks before a button acts that wants to be confirmed', async () => {
    const { page, type } = await openPage(browser);
    await type('/demo');
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog', { name: 'Remove it?' }).getByRole('button', { name: 'Keep' }).click();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('remove: pressed').waitFor();
    expect(await page.getByText('remove: pressed').count()).toBe(1);
  });

  it('picks from menus', async () => {
    const { page, type } = await openPage(browser);
    await type('/demo');
    await page.getByRole('combobox', { name: 'Sort by' }).selectOption('size');
    await page.getByText('sort: size').waitFor();
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('button', { name: 'share' }).click();
    await page.getByText('more: share').waitFor();
    expect(await page.getByRole('button', { name: 'share' }).isVisible()).toBe(false);
  });

  it('shows the Home tab, whose menu asks the app', async () => {
    const { page, complaints } = await openPage(browser);
    await page.getByRole('navigation', { name: 'Apps' }).getByRole('button').click();
    await page.getByRole('heading', { name: 'Your favourite: tea' }).waitFor();
    await page.getByLabel('Search: Pick a favourite').fill('team');
    const menu = page.getByRole('combobox', { name: 'Pick a favourite', exact: true });
    await menu.getByRole('option', { name: 'team/web' }).waitFor({ state: 'attached' });
    expect(await menu.getByRole('option', { name: 'base/node' }).count()).toBe(0);
    await menu.selectOption('team/web');
    await page.getByRole('heading', { name: 'Your favourite: team/web' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Your favourite: tea' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('calls the direct messages by the name of the app', async () => {
    const { page } = await openPage(browser);
    await page.getByRole('navigation', { name: 'Apps' }).getByRole('button').click();
    const channels = page.getByRole('navigation', { name: 'Channels' });
    const direct = channels.getByRole('button').filter({ hasText: '✉' });
    const name = ((await direct.textContent()) ?? '').replace('✉', '').trim();
    await direct.click();
    await page.getByRole('log', { name: `Messages in ${name}` }).waitFor();
    await page.getByPlaceholder(`Type /demo in ${name}`).waitFor();
    expect(await page.locator('.messages__empty-title').textContent()).toBe(`✉ ${name}`);
  });

  it('stays at a message whose pressed button the app replaces', async () => {
    const { page, type } = await openPage(browser);
    await type('/demo');
    await page.getByRole('button', { name: 'Inspect team/app' }).press('Enter');
    const message = page.getByRole('article').filter({ hasText: 'One image' });
    await message.waitFor();
    expect(await message.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('keeps what was entered into a modal that another one covers', async () => {
    const { page, type, sandbox } = await openPage(browser);
    await type('/demo');
    await page.getByRole('button', { name: 'Open form…' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Ada');
    await page.getByRole('button', { name: 'Who else?' }).click();
    const above = page.getByRole('dialog', { name: 'Who else?' });
    await above.waitFor();
    expect(sandbox.user('U0ADA').views()).toHaveLength(2);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Your name' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Ada');
  });

  it('pages through a table and draws the rarer blocks', async () => {
    const { page, type, complaints } = await openPage(browser);
    await type('/demo unusual');
    await page.getByRole('cell', { name: 'tag-0' }).waitFor();
    expect(await page.getByRole('cell', { name: 'tag-5' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('cell', { name: 'tag-5' }).waitFor();
    await page.getByText('{ "os": "linux" }').waitFor();
    expect(complaints).toEqual([]);
  });

  it('scrolls new messages into view', async () => {
    const { page, type } = await openPage(browser);
    await type('/demo many');
    await page.getByText('Line 80').waitFor();
    const distance = await page
      .getByRole('log')
      .evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
    expect(distance).toBeLessThan(2);
  });

  it('says that the server is gone, also to whoever types then', async () => {
    const { page, type, composer, endServer } = await openPage(browser);
    await composer.waitFor();
    await endServer();
    await page.getByText('The connection to the playground is lost.').waitFor();
    await type('/demo');
    await page.getByText('The playground does not answer.').waitFor();
    expect(await composer.inputValue()).toBe('/demo');
  });

  it('goes on by itself when the server is back', async () => {
    const { page, type, composer, endServer, restartServer } = await openPage(browser);
    await composer.waitFor();
    await endServer();
    const banner = page.getByText('The connection to the playground is lost.');
    await banner.waitFor();
    await restartServer();
    await banner.waitFor({ state: 'detached' });
    await type('/demo aloud');
    await page.getByText('Hello, everybody.').waitFor();
    expect(await composer.inputValue()).toBe('');
  });

  it('takes what a person types for plain text', async () => {
    const { page, type } = await openPage(browser);
    await type('/demo <!channel> *loud*');
    const line = page.getByRole('article', { name: 'Message from Ada Lovelace' });
    await line.getByText('/demo <!channel> *loud*').waitFor();
    expect(await line.locator('.mention').count()).toBe(0);
  });

  it('becomes another user, and stays that one when the page is loaded again', async () => {
    const { page, type } = await openPage(browser);
    await page.getByLabel('You are').selectOption('U0GRACE');
    // The page is the other user's once the server has answered; what is typed before is still Ada's.
    await expect.poll(() => page.getByLabel('You are').inputValue()).toBe('U0GRACE');
    await type('/demo');
    await page.getByRole('article', { name: 'Message from Grace Hopper' }).waitFor();
    await page.reload();
    await page.getByRole('article', { name: 'Message from Grace Hopper' }).waitFor();
    expect(await page.getByLabel('You are').inputValue()).toBe('U0GRACE');
  });

  it('forgets a user that there is not', async () => {
    const { open } = await openPage(browser);
    const page = await open('?user=U0NOBODY');
    await page.getByRole('combobox', { name: 'Slash command in general' }).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it.each(['light', 'dark'] as const)('fits a narrow screen in the %s colours', async (colorScheme) => {
    const { page, type } = await openPage(browser, { colorScheme, viewport: { width: 400, height: 700 } });
    await type('/demo');
    await page.getByRole('button', { name: 'Open form…' }).click();
    await page.getByRole('dialog').waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
});

/** The text of the element that has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? '');
}

/** Tells a page that its tab went into the background, or came back: a browser without windows has no background. */
async function turn(page: Page, visibility: 'visible' | 'hidden'): Promise<void> {
  await page.evaluate((state) => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, visibility);
}
