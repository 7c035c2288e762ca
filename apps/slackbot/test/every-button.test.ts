import { readdir, readFile } from 'node:fs/promises';

import { expect, it } from 'vitest';

import { actionNames } from '../src/views/action-names.ts';

/** The tests that run over both transports. */
async function readTests(): Promise<string> {
  const folder = new URL('./', import.meta.url);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.test.ts'));
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')));
  return texts.filter((text) => text.includes('describe.each(modes)')).join('\n');
}

// Slack tells the bot of an input only with its modal.
const { input: _, ...pressed } = actionNames;

it.each(Object.values(pressed))('%s is used in a test over both transports', async (name) => {
  expect(await readTests()).toMatch(new RegExp(`'${name}(?:\\.\\d+)?'`));
});
