import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseInline, type Inline } from './inline.ts';

const text = (content: string): Inline => ({ kind: 'text', text: content });
const bold = (...content: Inline[]): Inline => ({ kind: 'styled', style: 'bold', content });

describe('parseInline', () => {
  it.each<[string, Inline[]]>([
    ['plain', [text('plain')]],
    ['*bold* text', [bold(text('bold')), text(' text')]],
    [
      '_in_ ~out~',
      [
        { kind: 'styled', style: 'italic', content: [text('in')] },
        text(' '),
        { kind: 'styled', style: 'strike', content: [text('out')] },
      ],
    ],
    ['*`team/app`*', [bold({ kind: 'code', text: 'team/app' })]],
    ['`a*b*c`', [{ kind: 'code', text: 'a*b*c' }]],
    [':warning: now', [{ kind: 'emoji', name: 'warning' }, text(' now')]],
    [
      '<https://a.example/?a=1&amp;b=2|here>',
      [{ kind: 'link', url: 'https://a.example/?a=1&b=2', label: 'here' }],
    ],
    [
      '<@U1> in <#C1|general>',
      [
        { kind: 'user', id: 'U1', label: undefined },
        text(' in '),
        { kind: 'channel', id: 'C1', label: 'general' },
      ],
    ],
    ['<!here>', [{ kind: 'broadcast', name: 'here' }]],
    [
      '<!date^1700000000^{date}|then>',
      [{ kind: 'date', seconds: 1_700_000_000, format: '{date}', fallback: 'then' }],
    ],
  ])('reads %j', (source, expected) => expect(parseInline(source)).toEqual(expected));

  it.each([
    'snake_case_name',
    '2*3*4',
    '* not bold *',
    '[a](https://b.example)',
    '# no heading',
    '10:30:45 o’clock ',
  ])('finds no markup in %j', (source) => {
    expect(parseInline(source).filter(({ kind }) => kind !== 'text' && kind !== 'emoji')).toEqual([]);
  });

  it.each(['&lt;!channel&gt;', '&lt;@U1&gt;', '&lt;https://a.example|b&gt;', '&amp;lt;!here&amp;gt;'])(
    'takes escaped text for text: %j',
    (source) => {
      const shown = source.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
      expect(parseInline(source)).toEqual([text(shown)]);
    },
  );

  it('makes no link of an address that is not one of the web', () => {
    expect(parseInline('<javascript:alert(1)|click>')).toEqual([text('<javascript:alert(1)|click>')]);
  });

  it('loses no character that is not markup, whatever the text', () => {
    assert(
      property(string({ unit: 'binary' }), (source) => {
        const escaped = source.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        expect(withoutMarks(shownBy(parseInline(escaped)))).toBe(withoutMarks(source));
      }),
    );
  });
});

function shownBy(pieces: readonly Inline[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'styled') {
        return shownBy(piece.content);
      }
      return piece.kind === 'text' || piece.kind === 'code' ? piece.text : 'name' in piece ? piece.name : '';
    })
    .join('');
}

function withoutMarks(shown: string): string {
  return shown.replaceAll(/[*_~`:]/g, '');
}
