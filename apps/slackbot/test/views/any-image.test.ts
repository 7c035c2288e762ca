import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { deleteDialog } from '../../src/views/delete-dialog.ts';
import { inspectView } from '../../src/views/inspect-view.ts';
import { listModel } from '../../src/views/list-model.ts';
import { listStart } from '../../src/views/list-place.ts';
import { listView } from '../../src/views/list-view.ts';
import { anyText, image, images, renderer } from './arbitraries.ts';
import { messageProblems, objectsIn, viewProblems } from './checks.ts';
import { hugeImage, planFromImage, viewFor } from './examples.ts';

describe('lists', () => {
  it('are what Slack takes, whatever the images hold', () => {
    fc.assert(
      fc.property(renderer, images, anyText, fc.nat(2), (rendererName, some, repository, kind) => {
        const context = viewFor(rendererName);
        const request = { repository: repository.slice(0, 255), filters: kind > 0 ? { tag: 'a*' } : {} };
        const shown = context.renderer === 'sections' ? some.slice(0, 10) : some;
        const result = {
          images: shown,
          imagesRead: 100,
          end: kind > 1 ? 'image-bound' : 'complete',
          next: undefined,
        } as const;
        expect(messageProblems(listView(listModel(listStart(request), result, context), context))).toEqual(
          [],
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('one image', () => {
  it('is shown and asked about in views that Slack takes, whatever it holds', () => {
    fc.assert(
      fc.property(renderer, fc.oneof(image, fc.constant(hugeImage)), anyText, (rendererName, one, reason) => {
        const context = viewFor(rendererName);
        expect(messageProblems(inspectView({ ...one, platforms: [reason] }, context))).toEqual([]);
        const plan = planFromImage(one);
        const question = { plan, rule: { needs: [], typesDigest: true }, metadata: 'm' };
        expect(viewProblems(deleteDialog(question, context))).toEqual([]);
        const refusals = [
          { kind: 'other', reason },
          { kind: 'protected-tag', tag: reason },
          { kind: 'parent-index', digest: reason, tags: one.tags },
        ] as const;
        expect(viewProblems(deleteDialog({ ...question, plan: { ...plan, refusals } }, context))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('is asked about by every tag that it has, or not at all', () => {
    fc.assert(
      fc.property(
        renderer,
        fc.integer({ min: 0, max: 6000 }),
        fc.constantFrom('-', '漢', '\ud800'),
        (rendererName, count, letter) => {
          const context = viewFor(rendererName);
          const tags = Array.from({ length: count }, (_, index) => `${index}`.padEnd(60, letter));
          const plan = planFromImage({ ...hugeImage, tags });
          const dialog = deleteDialog(
            { plan, rule: { needs: [], typesDigest: false }, metadata: 'm' },
            context,
          );
          expect(viewProblems(dialog)).toEqual([]);
          expect(Buffer.byteLength(JSON.stringify(dialog))).toBeLessThanOrEqual(250_000);
          const texts = objectsIn(dialog.blocks).map(({ text }) => String(text));
          const shown = new Set(texts.flatMap((text) => text.match(/`[^`]*`/g) ?? []));
          const areAll = tags.every((tag) => shown.has(`\`${tag}\``));
          expect(dialog.submit !== undefined).toBe(areAll);
          expect(dialog.private_metadata).toBe(areAll ? 'm' : undefined);
        },
      ),
      { numRuns: 25 },
    );
  });
});
