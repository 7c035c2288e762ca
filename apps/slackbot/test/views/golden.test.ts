import { describe, expect, it } from 'vitest';

import { problemsOf } from './checks.ts';
import { viewFor } from './examples.ts';
import { screensOf } from './screens.ts';

// `vitest run test/views -u` writes the files anew.
describe.each(['data_table', 'sections'] as const)('in a workspace with %s', (renderer) => {
  const screens = Object.entries(screensOf(viewFor(renderer)));

  it.each(screens)('%s is what Slack takes and everybody can use', (_name, screen) => {
    expect(problemsOf(screen)).toEqual([]);
  });

  it.each(screens)('%s looks as it did', async (name, { payload }) => {
    await expect(`${JSON.stringify(payload, null, 2)}\n`).toMatchFileSnapshot(
      `golden/${renderer}/${name}.json`,
    );
  });
});
