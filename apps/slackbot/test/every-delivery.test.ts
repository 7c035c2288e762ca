import { expect, it } from 'vitest';

import manifest from '../slack.manifest.json' with { type: 'json' };
import { commandName, commandTable } from '../src/commands/command-table.ts';
import { actionNames, callbackNames } from '../src/views/action-names.ts';
import { readDeliveries } from './delivery-record.ts';
import { modes } from './start-bot.ts';

// Slack tells the bot of an input only with its modal.
const { input: _, repositorySelect, imageSelect, ...pressed } = actionNames;

/** Everything that people can do. */
const all = [
  ...commandTable.map(({ name }) => `${commandName} ${name}`),
  ...Object.values(pressed).map((name) => `block_actions ${name}`),
  ...Object.values(callbackNames).map((name) => `view_submission ${name}`),
  ...[repositorySelect, imageSelect].map((name) => `block_suggestion ${name}`),
  ...manifest.settings.event_subscriptions.bot_events,
];

// `vitest.config.ts` runs this file after all others. Without them nothing was delivered, and it fails.
it.each(modes)('everything that people can do was done in the tests over %s', (mode) => {
  expect(readDeliveries(mode)).toEqual(all.toSorted());
});
