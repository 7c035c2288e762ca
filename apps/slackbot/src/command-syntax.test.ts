import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseCommand } from './command-syntax.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('parseCommand', () => {
  it.each([
    ['', { kind: 'help' }],
    ['HELP', { kind: 'help' }],
    ['—help', { kind: 'help' }],
    ['delete --help', { kind: 'help' }],
    ['list', { kind: 'list' }],
    ['List team/app', { kind: 'list', repository: 'team/app' }],
    ['inspect crp1', { kind: 'inspect', image: { kind: 'id', id: 'crp1' } }],
    [
      'inspect team/app:v1',
      { kind: 'inspect', image: { kind: 'reference', reference: { repository: 'team/app', tag: 'v1' } } },
    ],
    [
      `delete team/app:v1@${digest}`,
      {
        kind: 'delete',
        image: { kind: 'reference', reference: { repository: 'team/app', tag: 'v1', digest } },
      },
    ],
  ])('reads %j', (text, command) => {
    expect(parseCommand(text)).toEqual(command);
  });

  it.each([
    ['remove x', 'There is no command "remove".'],
    ['list a b', 'takes one argument, not 2.'],
    ['list team/app:v1', 'try "/images list team/app".'],
    ['list Team', 'must be in lower case'],
    ['inspect', 'needs an image'],
    ['delete', 'needs an image'],
    ['inspect team/app', 'needs a tag or a digest, such as "team/app:latest"'],
    ['inspect team/app:', '"" is not a tag'],
    ['delete app@sha256:1', 'is not a digest'],
    ['inspect ..', 'is not an image'],
    [`inspect ${'a'.repeat(51)}`, 'is not an image'],
  ])('says what is wrong with %j', (text, problem) => {
    expect(parseCommand(text)).toMatchObject({ kind: 'help', problem: expect.stringContaining(problem) });
  });

  it('understands anything, as help if nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 8000 }), (text) => {
        expect(['help', 'list', 'inspect', 'delete']).toContain(parseCommand(text).kind);
      }),
    );
  });
});
