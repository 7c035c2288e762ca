import { describe, expect, it } from 'vitest';

import { parseParagraphs } from './paragraphs.ts';

const line = (text: string): object => ({ kind: 'lines', content: [{ kind: 'text', text }] });

describe('parseParagraphs', () => {
  it('keeps the lines of plain text together', () => {
    expect(parseParagraphs('one\ntwo')).toEqual([line('one\ntwo')]);
  });

  it('takes what is between three backticks as it is, but for the escapes', () => {
    expect(parseParagraphs('see\n```\n*a*  &lt;b&gt;\n```\nend')).toEqual([
      line('see'),
      { kind: 'preformatted', text: '*a*  <b>' },
      line('end'),
    ]);
  });

  it('takes fences on one line', () => {
    expect(parseParagraphs('```a```')).toEqual([{ kind: 'preformatted', text: 'a' }]);
  });

  it('takes together the lines of a quotation', () => {
    expect(parseParagraphs('before\n&gt; one\n&gt; two\nafter')).toEqual([
      line('before'),
      { kind: 'quote', content: [{ kind: 'text', text: 'one\ntwo' }] },
      line('after'),
    ]);
  });

  it('has nothing for an empty text', () => {
    expect(parseParagraphs('')).toEqual([]);
  });
});
