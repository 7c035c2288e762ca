import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { nextLink } from './link.ts';

const quote = (value: string) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`;

describe('nextLink', () => {
  it.each([
    ['</v2/_catalog?last=b&n=2>; rel="next"', '/v2/_catalog?last=b&n=2'],
    ['<https://r.example/v2/_catalog?last=b>;rel=next', 'https://r.example/v2/_catalog?last=b'],
    ['</a>; rel="prev", </b>; title="x"; REL="last Next"', '/b'],
    ['</a,b>; rel="next"', '/a,b'],
    ['</a>; title="; rel=next", </b>; rel=next', '/b'],
    ['</a>; rel=prev; rel=next, </b>; rel=next', '/b'],
    ['</a>; crossorigin; rel = "next"', '/a'],
    ['<>; rel="next"', ''],
  ])('reads %s', (header, expected) => {
    expect(nextLink(header)).toBe(expected);
  });

  it.each([
    '',
    '</a>',
    '</a>; rel="prev"',
    '</a; rel="next"',
    '/a; rel="next"',
    'x, </a>; rel="next"',
    '</a>; rel="nextish"',
  ])('finds nothing in %j', (header) => {
    expect(nextLink(header)).toBeUndefined();
  });

  it('finds the next page among other links', () => {
    const targets = fc.stringMatching(/^[\x21-\x3b=\x3f-\x7e]{1,30}$/);
    const titles = fc.stringMatching(/^[\x20-\x7e]{0,20}$/);
    const others = fc.array(fc.record({ target: targets, title: titles }), { maxLength: 4 });
    fc.assert(
      fc.property(others, targets, fc.nat(4), (links, target, at) => {
        const written = links.map((link) => `<${link.target}>; title=${quote(link.title)}; rel="item"`);
        expect(nextLink(written.join(', '))).toBeUndefined();
        const header = written.toSpliced(at, 0, `<${target}>; rel="next"`).join(', ');
        expect(nextLink(header)).toBe(target);
      }),
    );
  });

  it('comes to an end without an error, whatever it is given', () => {
    const pieces = fc.constantFrom('</a>', ';', 'rel', '=', '"', 'next', ',', ' ', '\\', '<', '>');
    const headers = fc.oneof(
      fc.string(),
      fc.array(pieces).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(headers, (header) => {
        expect(() => nextLink(header)).not.toThrow();
      }),
    );
  });
});
