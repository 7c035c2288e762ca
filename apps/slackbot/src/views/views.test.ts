import { normalizeImage, type Image } from '@registry-images/model';
import { validateMessage, validateView } from '@registry-images/slack-sandbox';
import type { ModalView } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { ImageArgument } from '../command-syntax.ts';
import { firstPage, pageAfter, type ListPosition } from '../list-position.ts';
import type { Answer } from './answer.ts';
import { confirmView, messageView, progressView } from './delete-modal.ts';
import { helpAnswer } from './help.ts';
import { inspectAnswer } from './inspect.ts';
import { listAnswer } from './list.ts';
import { notFoundText } from './not-found.ts';
import { notice } from './notice.ts';

const context = { scope: { kind: 'registry', registryId: 'reg' }, nowMs: Date.UTC(2026, 10, 23) } as const;
const start = {
  confirmationId: 'c'.repeat(36),
  userId: 'U1',
  responseUrl: `https://hooks.slack.com/${'x'.repeat(200)}`,
  fromButton: false,
};

const id = fc.stringMatching(/^[a-z0-9]{1,50}$/);
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.constant('<!channel> & `code`'.repeat(20)),
);
const size = fc.nat().map(String);
const blob = fc.record({ id, digest: anyText, size });
const wireImage = fc.record(
  {
    id,
    name: anyText,
    digest: anyText,
    compressedSize: size,
    config: blob,
    layers: fc.array(blob, { maxLength: 30 }),
    tags: fc.array(anyText, { maxLength: 30 }),
    createdAt: fc.oneof(anyText, fc.constant('2026-11-20T09:30:00Z')),
  },
  { requiredKeys: ['id'] },
);
const image = wireImage.map(normalizeImage);

/** As large as they come. */
const hugeImage: Image = normalizeImage({
  id: 'i'.repeat(50),
  name: `reg/${'n'.repeat(251)}`,
  digest: `sha512:${'a'.repeat(128)}`,
  compressedSize: '9007199254740991',
  layers: Array.from({ length: 1000 }, () => ({ digest: `sha256:${'b'.repeat(64)}`, size: '123456789' })),
  tags: Array.from({ length: 500 }, (_, index) => `${index}`.padEnd(128, '-')),
});

/** What Slack would say against a message, and every `<`, with which mentions begin. */
function problemsOf({ text, blocks }: Answer): unknown[] {
  const { problems, warnings } = validateMessage({ text, blocks });
  return [...problems, ...warnings, ...(text + markup(blocks)).matchAll(/<.{0,20}/g)];
}

/** All mark-up of some blocks: where Slack would find mentions. */
function markup(blocks: unknown): string {
  const texts: string[] = [];
  JSON.stringify(blocks, (_key, value: { type?: unknown; text?: unknown } | undefined) => {
    if (value?.type === 'mrkdwn') texts.push(String(value.text));
    return value;
  });
  return texts.join('\n');
}

/** The labels of the buttons that turn pages. */
function labels(position: ListPosition, nextPageToken: string): string[] {
  const shown = JSON.stringify(listAnswer({ position, images: [hugeImage], nextPageToken }, context));
  return [...shown.matchAll(/"text":"(Next|Previous|First page)"/g)].map(([, label]) => label ?? '');
}

describe('the messages', () => {
  it('are what Slack takes, whatever the images hold', () => {
    fc.assert(
      fc.property(fc.array(image, { maxLength: 10 }), anyText, fc.nat(3), (images, repository, pages) => {
        let position = firstPage(repository);
        for (let page = 0; page < pages; page += 1) position = pageAfter(position, 't'.repeat(100));
        expect(
          problemsOf(listAnswer({ position, images, nextPageToken: pages > 1 ? 'next' : '' }, context)),
        ).toEqual([]);
        for (const one of images) expect(problemsOf(inspectAnswer(one, context, position))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('are what Slack takes with 500 tags and 1000 layers, and say how many are left out', () => {
    expect(
      problemsOf(
        listAnswer({ position: firstPage(), images: Array(10).fill(hugeImage), nextPageToken: '' }, context),
      ),
    ).toEqual([]);
    const answer = inspectAnswer(hugeImage, context);
    expect(problemsOf(answer)).toEqual([]);
    expect(JSON.stringify(answer)).toMatch(/and \d+ more tags \(500 in all\).*and \d+ more layers/);
  });

  it('are what Slack takes where somebody typed anything', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(problemsOf(helpAnswer(`There is no "${text}".`))).toEqual([]);
        const byId: ImageArgument = { kind: 'id', id: text };
        expect(problemsOf(notice(notFoundText(byId, { outcome: 'not_found' })))).toEqual([]);
      }),
    );
    const reference = { repository: 'team/app', tag: 'v1' };
    const late = notFoundText(
      { kind: 'reference', reference },
      { outcome: 'not_found_in_time', searched: 7 },
    );
    expect(late).toBe(
      '`team/app:v1` was not among the first 7 images, and time ran out. Take its id from `/images list team/app`.',
    );
  });
});

describe('an image of an absurd size', () => {
  const layer = { digest: `sha256:${'b'.repeat(64)}`, size: '9223372036854775807' };
  const absurd = normalizeImage({
    id: 'i1',
    name: 'reg/app',
    compressedSize: '9223372036854775807',
    layers: [layer],
  });

  it('is shown like any other', () => {
    const list = listAnswer({ position: firstPage(), images: [absurd], nextPageToken: '' }, context);
    expect(JSON.stringify(list)).toContain('9223 PB');
    expect(JSON.stringify(inspectAnswer(absurd, context))).toContain('9223 PB');
  });
});

describe('an image that the registry could not read', () => {
  const damaged = normalizeImage({
    id: 'i1',
    name: 'reg/app',
    digest: `sha256:${'a'.repeat(64)}`,
    tags: ['v1'],
  });

  it('has no size of 0 in the list', () => {
    const answer = listAnswer({ position: firstPage(), images: [damaged], nextPageToken: '' }, context);
    expect(JSON.stringify(answer)).toMatch(/v1.*size unknown · unknown/);
  });

  it('is not taken for an index', () => {
    const answer = inspectAnswer(damaged, context);
    expect(JSON.stringify(answer)).toMatch(/could not read this image/);
    expect(JSON.stringify(answer)).not.toMatch(/several platforms/);
  });
});

describe('listAnswer', () => {
  it('says what to do where there is nothing', () => {
    const empty = { images: [], nextPageToken: '' };
    expect(listAnswer({ ...empty, position: firstPage() }, context).text).toContain('no images yet');
    expect(listAnswer({ ...empty, position: firstPage('a') }, context).text).toContain(
      'there is no such repository',
    );
    const page = { ...empty, position: firstPage(), nextPageToken: 't' };
    expect(JSON.stringify(listAnswer(page, context))).toMatch(/No images on this page.*Next/);
  });

  it('offers the pages that there are', () => {
    expect(labels(firstPage(), '')).toEqual([]);
    expect(labels(firstPage(), 't')).toEqual(['Next']);
    expect(labels(pageAfter(firstPage(), 't'), 'u')).toEqual(['Previous', 'Next']);
    expect(labels({ page: 9, token: 't', earlier: [] }, '')).toEqual(['First page']);
  });
});

describe('the modals', () => {
  it('are what Slack takes, whatever the image holds', () => {
    fc.assert(
      fc.property(image, fc.boolean(), (one, changed) => {
        for (const view of [
          confirmView(one, start, context, { changed }),
          progressView(one, 12_000, context),
        ]) {
          expect(validateView(view).problems).toEqual([]);
          expect(markup(view.blocks)).not.toContain('<');
        }
      }),
      { numRuns: 60 },
    );
    expect(validateView(messageView('Looking…')).problems).toEqual([]);
  });
});

/** The tags that a modal names. */
function namedTags({ blocks }: ModalView): string[] {
  const [, list = ''] = markup(blocks).split(' with it:*');
  return [...list.matchAll(/`([^`]+)`/g)].map(([, tag]) => tag ?? '');
}

describe('confirmView', () => {
  it('names each of 500 tags', () => {
    const view = confirmView(hugeImage, start, context);
    expect(validateView(view).problems).toEqual([]);
    const text = JSON.stringify(view.blocks);
    expect(text).toContain('All 500 tags go with it');
    for (const tag of hugeImage.tags) expect(text).toContain(`\`${tag}\``);
  });

  it.each([
    ['700 tags of the longest kind', 700, 128],
    ['1700 tags of the longest kind', 1700, 128],
    ['4500 tags of the length of a commit id', 4500, 40],
  ])('names each of %s', (_what, count, length) => {
    const tags = Array.from({ length: count }, (_, index) => `${index}`.padEnd(length, '-'));
    const view = confirmView({ ...hugeImage, tags }, start, context, { changed: true });
    expect(validateView(view).problems).toEqual([]);
    expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThanOrEqual(250_000);
    expect(namedTags(view)).toEqual(tags);
    expect(view.submit).toBeDefined();
  });

  it.each([
    ['ASCII', '-'],
    ['letters of three bytes', '漢'],
    ['halves of letters, six bytes each as JSON', '\ud800'],
  ])('cannot be submitted where it cannot name every tag: %s', (_what, letter) => {
    const tags = Array.from({ length: 5000 }, (_, index) => `${index}`.padEnd(128, letter));
    const view = confirmView({ ...hugeImage, tags }, start, context);
    expect(validateView(view).problems).toEqual([]);
    expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThanOrEqual(250_000);
    const named = namedTags(view);
    expect(named).toEqual(tags.slice(0, named.length));
    expect(JSON.stringify(view.blocks)).toContain(`and ${5000 - named.length} more tags*, 5000 in all`);
    expect(JSON.stringify(view.blocks)).toContain('Delete some of its tags');
    expect(view.submit).toBeUndefined();
    expect(view.private_metadata).toBeUndefined();
  });

  it('says that an untagged image is one', () => {
    expect(JSON.stringify(confirmView({ ...hugeImage, tags: [] }, start, context))).toContain(
      'It has no tags.',
    );
  });
});
