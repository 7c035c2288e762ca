import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseCommand } from '../../src/commands/parse-command.ts';
import { helpView } from '../../src/views/help-view.ts';
import { unresolvedView } from '../../src/views/resolution-view.ts';
import { imageOptions, repositoryOptions } from '../../src/views/suggestions.ts';
import { anyText, image, renderer } from './arbitraries.ts';
import { messageProblems } from './checks.ts';
import { viewFor } from './examples.ts';

describe('what somebody typed', () => {
  it('is answered in a message that Slack takes', () => {
    const starts = [
      '',
      'list ',
      'inspect ',
      'help ',
      'list --tag ',
      'cleanup a --',
      'list --sort ',
      'audit ',
    ];
    fc.assert(
      fc.property(renderer, fc.constantFrom(...starts), anyText, image, (rendererName, start, text, one) => {
        const context = viewFor(rendererName);
        const command = parseCommand(start + text);
        const help = command.name === 'help' ? helpView(command, context) : helpView({}, context);
        expect(messageProblems(help)).toEqual([]);
        const word = { kind: 'word', word: text } as const;
        const name = command.name === 'inspect' ? command.image : word;
        const found = [
          { outcome: 'not-found', repositories: [text, 'team/app'], tags: [text], knownRepository: text },
          { outcome: 'ambiguous', images: [one], isMore: true },
          { outcome: 'repository', repository: text },
          { outcome: 'not-found-in-bounds', imagesRead: 3 },
        ] as const;
        for (const outcome of found) {
          expect(messageProblems(unresolvedView(name, 'delete', outcome, context))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gets suggestions that Slack takes', () => {
    fc.assert(
      fc.property(fc.array(anyText), anyText, fc.array(image), (names, typed, some) => {
        const options = [...repositoryOptions(names, typed), ...imageOptions(some, viewFor('sections'))];
        const placeholder = { type: 'plain_text', text: 'x', emoji: false };
        for (const option of options) {
          const element = { type: 'static_select', action_id: 'a', placeholder, options: [option] };
          expect(messageProblems({ text: 'x', blocks: [{ type: 'actions', elements: [element] }] })).toEqual(
            [],
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});
