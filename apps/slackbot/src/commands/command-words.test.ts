import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { commandWords } from './command-words.ts';

describe('commandWords', () => {
  it.each([
    ['', []],
    ['  list   team/app ', ['list', 'team/app']],
    ['“list” ‘team/app’ „x“ «y»', ['list', 'team/app', 'x', 'y']],
    ['inspect `team/app:v1`', ['inspect', 'team/app:v1']],
    ['inspect ```team/app:v1```', ['inspect', 'team/app:v1']],
    ['list\u00a0team/app', ['list', 'team/app']],
    ['list\u3000team/app\u200b', ['list', 'team/app']],
    ['list —help', ['list', '--help']],
    ['list –help', ['list', '--help']],
    ['list my‑app', ['list', 'my-app']],
    ['inspect <http://team.io/app:v1|team.io/app:v1>', ['inspect', 'team.io/app:v1']],
    ['inspect <https://team.io/app:v1>', ['inspect', 'team.io/app:v1']],
    ['inspect &lt;http://team.io|team.io&gt;', ['inspect', 'team.io']],
    ['inspect <mailto:app@sha256.io|app@sha256.io>', ['inspect', 'app@sha256.io']],
    ['inspect a&amp;b', ['inspect', 'a&b']],
    ['inspect &amp;lt;b', ['inspect', '&lt;b']],
  ])('reads %j', (text, words) => {
    expect(commandWords(text)).toEqual(words);
  });

  it('answers words without spaces and quotes, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const word of commandWords(text)) expect(word).toMatch(/^[^\s"“”'`]([^\s]*[^\s"“”'`])?$/u);
      }),
    );
  });
});
