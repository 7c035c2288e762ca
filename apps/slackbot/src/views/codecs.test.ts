import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { ListRequest } from '../commands/command.ts';
import { english } from '../texts/english.ts';
import { parseOlderAudit } from './audit-view.ts';
import { digestEndErrors, readDeleteInputs } from './dialog-blocks.ts';
import { filterDialog, readFilterInputs } from './filter-dialog.ts';
import { encodeListPlace, listStart, parseListPlace, placeAfter, placeBefore } from './list-place.ts';
import { encodeRowChoice, parseRowChoice } from './row-choice.ts';
import type { View } from './view.ts';

const view: View = {
  scope: { kind: 'folder', folderId: 'f' },
  nowMs: 0,
  texts: english,
  renderer: 'data_table',
};
const request: ListRequest = {
  repository: 'team/app',
  filters: { olderThanMs: 86_400_000, largerThanBytes: 500e6, tag: 'v*' },
  sort: { field: 'size', isDescending: true },
};

describe('encodeListPlace', () => {
  it('writes what parseListPlace reads', () => {
    const place = placeAfter(placeAfter(listStart(request), { token: 't1', skip: 3 }), {
      token: 't2',
      skip: 0,
    });
    expect(parseListPlace(encodeListPlace(place))).toEqual(place);
  });

  it('forgets the farthest pages where a button has no room for them', () => {
    let place = listStart({ ...request, repository: 'n'.repeat(255) });
    for (let page = 0; page < 100; page += 1)
      place = placeAfter(place, { token: `${page}`.padEnd(100, '-'), skip: 9 });
    const encoded = encodeListPlace(place);
    expect(encoded.length).toBeLessThanOrEqual(2000);
    const read = parseListPlace(encoded);
    expect(read).toMatchObject({ page: 101, from: place.from });
    expect(read?.earlier).toEqual(place.earlier.slice(-(read?.earlier.length ?? 0)));
  });
});

describe('placeBefore', () => {
  it('leads back, in the end to the beginning', () => {
    const second = placeAfter(listStart(request), { token: 't', skip: 0 });
    expect(placeBefore(second)).toEqual(listStart(request));
    expect(placeBefore(listStart(request))).toBeUndefined();
    expect(placeBefore({ ...second, page: 9, earlier: [] })).toEqual(listStart(request));
  });
});

describe('values of buttons and menus', () => {
  it('are read as nothing if they are anything else', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(parseListPlace(value)).toBeUndefined();
        expect(parseRowChoice(value)).toBeUndefined();
        expect(parseOlderAudit(value)).toBeUndefined();
      }),
    );
    const forged = [
      '{"list":"delete a","page":1,"from":["",0]}',
      '{"list":"list","page":0,"from":["",0]}',
      '{"list":"list","page":1,"from":["",-1]}',
      '{"list":"list","page":1,"from":["",0],"earlier":[1]}',
    ];
    for (const value of forged) expect(parseListPlace(value)).toBeUndefined();
    expect(parseRowChoice('delete:..')).toBeUndefined();
    expect(parseOlderAudit('1 delete a')).toBeUndefined();
  });

  it('are read as they were written', () => {
    expect(parseRowChoice(encodeRowChoice({ verb: 'delete', imageId: 'crp1' }))).toEqual({
      verb: 'delete',
      imageId: 'crp1',
    });
    expect(parseOlderAudit('7 audit <@U1>')).toEqual({ beforeSeq: 7, command: 'audit <@U1>' });
  });
});

/** What Slack sends of a dialog that is submitted as it was opened. */
function untouched(asked: ListRequest): unknown {
  const values: Record<string, Record<string, unknown>> = {};
  for (const block of filterDialog(asked, '', view).blocks) {
    if (!('element' in block) || block.block_id === undefined) continue;
    const { element } = block;
    if (!('action_id' in element) || element.action_id === undefined) continue;
    values[block.block_id] = {
      [element.action_id]: {
        value: 'initial_value' in element ? element.initial_value : null,
        selected_option: 'initial_option' in element ? element.initial_option : null,
        selected_options: 'initial_options' in element ? element.initial_options : [],
      },
    };
  }
  return values;
}

function typed(value: string): unknown {
  return { 'images.input': { value } };
}

describe('readFilterInputs', () => {
  it('reads what filterDialog shows', () => {
    expect(readFilterInputs(untouched(request), view)).toEqual({ ok: true, request });
    const untagged: ListRequest = {
      filters: { isUntagged: true },
      sort: { field: 'created', isDescending: true },
    };
    expect(readFilterInputs(untouched(untagged), view)).toEqual({ ok: true, request: untagged });
  });

  it('says what is wrong, at the input', () => {
    const values = {
      tag: typed('v 1'),
      'older-than': typed('soon'),
      'larger-than': typed('big'),
    };
    expect(readFilterInputs(values, view)).toEqual({
      ok: false,
      errors: {
        tag: english.filter.badTag,
        'older-than': english.filter.badDuration,
        'larger-than': english.filter.badSize,
      },
    });
    const both = { tag: typed('v*'), untagged: { 'images.input': { selected_options: [{}] } } };
    expect(readFilterInputs(both, view)).toMatchObject({ errors: { tag: english.filter.tagOfUntagged } });
  });

  it('reads anything', () => {
    fc.assert(
      fc.property(fc.anything(), (values) => {
        expect(readFilterInputs(values, view).ok).toBe(true);
        expect(readDeleteInputs(values)).toEqual({});
      }),
    );
  });
});

describe('readDeleteInputs', () => {
  const digest = `sha256:${'0'.repeat(56)}12ab34cd`;
  const values = {
    reason: { 'images.input': { value: ' too old ' } },
    'digest-end': { 'images.input': { value: '12AB34CD' } },
  };

  it('reads the reason and the end of the digest', () => {
    expect(readDeleteInputs(values)).toEqual({ reason: 'too old', digestEnd: '12ab34cd' });
    expect(digestEndErrors(readDeleteInputs(values), digest, view)).toEqual({});
  });

  it('has the wrong end refused at its input', () => {
    for (const digestEnd of ['12ab34ce', '4cd']) {
      expect(digestEndErrors({ digestEnd }, digest, view)).toEqual({
        'digest-end': english.delete.wrongDigest,
      });
    }
    expect(digestEndErrors({}, digest, view)).toHaveProperty('digest-end');
  });
});
