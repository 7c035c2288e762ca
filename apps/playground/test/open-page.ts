import { createSlackSandbox, type SlackSandbox } from '@registry-images/slack-sandbox';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

import { listen, type Listening } from '../src/server/listen.ts';
import { createPlaygroundApp } from '../src/server/playground-app.ts';
import { startDemoApp } from './demo-app.ts';
import { sampleSources } from './folders.ts';

const commands = [{ command: '/demo', description: 'Shows a demo', usages: ['unusual', 'many', 'aloud'] }];

/** The page in a browser, in a workspace of its own with the demo app. */
export interface OpenPage {
  /** The first user's page. */
  readonly page: Page;
  readonly sandbox: SlackSandbox;
  /** Where the first user types. */
  readonly composer: Locator;
  /** Types a line and sends it. */
  readonly type: (line: string) => Promise<void>;
  /** Opens the page once more, with a query such as `?user=U0GRACE`. */
  readonly open: (query: string) => Promise<Page>;
  /** What the browser complained of: errors of scripts, and of the content security policy. */
  readonly complaints: readonly string[];
  /** Ends the server of the page, as Ctrl-C in the terminal does. */
  readonly endServer: () => Promise<void>;
  /** Starts it again at the same address. */
  readonly restartServer: () => Promise<void>;
}

/** Opens the page until the running test ends. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const resources = new AsyncDisposableStack();
  onTestFinished(() => resources.disposeAsync());
  const complaints: string[] = [];
  const sandbox = resources.use(await createSlackSandbox());
  resources.use(await startDemoApp(sandbox));
  const app = createPlaygroundApp({
    sandbox,
    commands,
    pageFolder: sampleSources.page,
    imagesFolder: sampleSources.page,
    registryId: 'demo',
    onUnexpectedError: (error) => complaints.push(String(error)),
  });
  const serve = (port: number): Promise<Listening> =>
    listen((request) => app.fetch(request), { port, orNext: false });
  let server: Listening | undefined = await serve(0);
  const { url } = server;
  const endServer = async (): Promise<void> => {
    const ending = server;
    server = undefined;
    await ending?.[Symbol.asyncDispose]();
  };
  const restartServer = async (): Promise<void> => {
    server = await serve(Number(new URL(url).port));
  };
  resources.defer(endServer);
  const context = await browser.newContext(options);
  resources.defer(() => context.close());

  const open = async (query: string): Promise<Page> => {
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') {
        complaints.push(message.text());
      }
    });
    await page.goto(`${url}/${query}`);
    return page;
  };
  const page = await open('');
  const composer = page.getByRole('combobox', { name: 'Slash command in general' });
  const type = async (line: string): Promise<void> => {
    await composer.fill(line);
    await composer.press('Enter');
  };
  return { page, sandbox, composer, type, open, complaints, endServer, restartServer };
}
