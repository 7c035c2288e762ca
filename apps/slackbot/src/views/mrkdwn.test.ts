import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { clip, code, escapeMrkdwn, oneLine } from './mrkdwn.ts';

describe('code', () => {
  it('keeps text from elsewhere within its backticks and on one line', () => {
    expect(code('a`b\nc<@U1>&')).toBe("`a'b c&lt;@U1&gt;&amp;`");
    expect(code('\n')).toBe('`—`');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(code(text)).toMatch(/^`[^`\n<>]+`$/u);
      }),
    );
  });

  it('cuts what is too long, but not in the middle of an escape', () => {
    expect(code('<'.repeat(200))).toMatch(/^`(&lt;)+…`$/);
    expect(code('<'.repeat(200)).length).toBeLessThanOrEqual(402);
  });
});

describe('clip', () => {
  it('cuts between characters', () => {
    expect(clip('abc', 3)).toBe('abc');
    expect(clip('abcd', 3)).toBe('ab…');
    expect(clip('a😀bc', 3)).toBe('a…');
  });
});

describe('escapeMrkdwn', () => {
  it('escapes what Slack gives a meaning', () => {
    expect(escapeMrkdwn('<!here> & &amp;')).toBe('&lt;!here&gt; &amp; &amp;amp;');
  });
});

describe('oneLine', () => {
  it('makes spaces of control characters', () => {
    expect(oneLine(' a\r\n\tb\u2028c\u0000 ')).toBe('a b c');
  });
});
