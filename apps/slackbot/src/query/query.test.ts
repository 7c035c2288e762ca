import { normalizeImage, type WireImage } from '@registry-images/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formatDuration, parseDuration } from './duration.ts';
import { matches, type Filters } from './filters.ts';
import { createGlob } from './glob.ts';
import { editDistance, similarNames } from './similar-names.ts';
import { formatSize, parseSize } from './size.ts';
import { bySize, createTopImages } from './top-images.ts';

const hourMs = 3_600_000;

describe('parseDuration', () => {
  it.each([
    ['12h', 12 * hourMs],
    ['30d', 720 * hourMs],
    ['2W', 336 * hourMs],
    ['1day', 24 * hourMs],
    ['3weeks', 504 * hourMs],
    ['3 weeks', 504 * hourMs],
    ['0d', undefined],
    ['30m', undefined],
    ['1.5d', undefined],
    ['-1d', undefined],
    ['d', undefined],
    ['99999w', undefined],
    ['', undefined],
  ])('reads %j as %s ms', (text, ms) => expect(parseDuration(text)).toBe(ms));
});

describe('formatDuration', () => {
  it('writes the largest whole unit', () => {
    expect([336, 720, 25].map((hours) => formatDuration(hours * hourMs))).toEqual(['2w', '30d', '25h']);
  });
});

describe('parseSize', () => {
  it.each([
    ['500MB', 500e6],
    ['500m', 500e6],
    ['1.5GiB', 1.5 * 1024 ** 3],
    ['1024', 1024],
    ['10kb', 10_000],
    ['10KiB', 10_240],
    ['2T', 2e12],
    ['500 MB', 500e6],
    ['0', undefined],
    ['1ib', undefined],
    ['1,5GB', undefined],
    ['MB', undefined],
    ['1e9', undefined],
    ['999999999999999TB', undefined],
  ])('reads %j as %s bytes', (text, bytes) => expect(parseSize(text)).toBe(bytes));
});

describe('formatSize', () => {
  it('says decimal and binary sizes in their own units', () => {
    expect([500e6, 1.5 * 1024 ** 3, 1025, 1e12].map(formatSize)).toEqual(['500MB', '1.5GiB', '1025B', '1TB']);
  });

  it('writes what parseSize reads', () => {
    fc.assert(
      fc.property(
        fc.maxSafeNat().filter((bytes) => bytes > 0 && bytes < 1e15),
        (bytes) => {
          expect(parseSize(formatSize(bytes))).toBe(bytes);
        },
      ),
    );
  });
});

function some(letters: readonly string[]): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...letters), maxLength: 8 });
}

describe('createGlob', () => {
  it.each([
    ['v*', 'v1', true],
    ['v*', 'av1', false],
    ['*', '', true],
    ['pr-*-*', 'pr-1-a', true],
    ['pr-*-*', 'pr-1', false],
    ['v?.?', 'v1.2', true],
    ['v?.?', 'v12', false],
    ['a*a', 'a', false],
    ['latest', 'latest', true],
    ['latest', 'Latest', false],
    ['v.', 'v1', false],
  ])('of %s, asked for %j, says %s', (pattern, text, is) => expect(createGlob(pattern)(text)).toBe(is));

  it('agrees with a regular expression', () => {
    fc.assert(
      fc.property(some(['a', 'b', '*', '?']), some(['a', 'b']), (pattern, text) => {
        const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        expect(createGlob(pattern)(text)).toBe(expression.test(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('is not slow for patterns that are hard for regular expressions', () => {
    expect(createGlob('*a'.repeat(64))('a'.repeat(100_000) + 'b')).toBe(false);
  });
});

describe('matches', () => {
  const nowMs = Date.UTC(2026, 10, 23);
  const wire: WireImage = {
    id: 'i',
    tags: ['v1'],
    compressedSize: '1000',
    createdAt: '2026-11-22T00:00:00Z',
  };

  it.each<[Filters, Partial<WireImage>, boolean]>([
    [{}, {}, true],
    [{ isUntagged: true }, {}, false],
    [{ isUntagged: true }, { tags: [] }, true],
    [{ olderThanMs: 24 * hourMs }, {}, true],
    [{ olderThanMs: 25 * hourMs }, {}, false],
    [{ olderThanMs: 1 }, { createdAt: '' }, false],
    [{ largerThanBytes: 999 }, {}, true],
    [{ largerThanBytes: 1000 }, {}, false],
    [{ largerThanBytes: 1 }, { compressedSize: '9223372036854775807' }, true],
    [{ tag: 'v*' }, {}, true],
    [{ tag: 'v*' }, { tags: ['a', 'v2'] }, true],
    [{ tag: '*' }, { tags: [] }, false],
    [{ tag: 'v*', largerThanBytes: 5000 }, {}, false],
  ])('by %j, %j: %s', (filters, fields, is) => {
    expect(matches(filters, nowMs)(normalizeImage({ ...wire, ...fields }))).toBe(is);
  });
});

describe('createTopImages', () => {
  it('keeps what sorting everything would begin with', () => {
    const sizes = fc.array(fc.nat(50), { maxLength: 60 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 12 }), fc.boolean(), (all, count, isDescending) => {
        const images = all.map((size, index) =>
          normalizeImage({ id: `i${index}`, compressedSize: `${size}` }),
        );
        const top = createTopImages(count, bySize({ isDescending }));
        for (const image of images) top.add(image);
        expect(top.list()).toEqual(images.toSorted(bySize({ isDescending })).slice(0, count));
      }),
    );
  });
});

describe('similarNames', () => {
  const names = ['team/app', 'team/api', 'team/frontend', 'other/app', 'infra/proxy'];

  it.each([
    ['Team/App', 'team/app'],
    ['team/ap', 'team/api'],
    ['app', 'other/app'],
    ['fronted', 'team/frontend'],
    ['cr.yandex/reg/infra/proxy', 'infra/proxy'],
    ['front', 'team/frontend'],
    ['proxi', 'infra/proxy'],
  ])('of %s: %s first', (typed, name) => expect(similarNames(typed, names, 3)[0]).toBe(name));

  it('knows when nothing is similar', () => {
    expect(similarNames('database', names, 3)).toEqual([]);
    expect(similarNames('', names, 3)).toEqual([]);
  });
});

describe('editDistance', () => {
  it('counts slips of the pen', () => {
    expect(editDistance('list', 'lsit', 3)).toBe(1);
    expect(editDistance('kitten', 'sitting', 3)).toBe(3);
    expect(editDistance('abcdef', 'uvwxyz', 2)).toBe(3);
    expect(editDistance('', 'ab', 2)).toBe(2);
  });
});
