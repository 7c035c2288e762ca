import { normalizeImage } from '@registry-images/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseCommand } from '../../src/commands/parse-command.ts';
import type { ImageState } from '../../src/state/deletion-request.ts';
import type { ListRenderer } from '../../src/state/settings.ts';
import { auditView } from '../../src/views/audit-view.ts';
import { cleanupDialog, cleanupView } from '../../src/views/cleanup-view.ts';
import { deleteDialog } from '../../src/views/delete-dialog.ts';
import { deletionMessage } from '../../src/views/deletion-message.ts';
import { helpView } from '../../src/views/help-view.ts';
import { homeView } from '../../src/views/home-view.ts';
import { inspectView } from '../../src/views/inspect-view.ts';
import { listModel } from '../../src/views/list-model.ts';
import { listStart } from '../../src/views/list-place.ts';
import { listView } from '../../src/views/list-view.ts';
import { unresolvedView } from '../../src/views/resolution-view.ts';
import { imageOptions, repositoryOptions } from '../../src/views/suggestions.ts';
import { whoamiView } from '../../src/views/whoami-view.ts';
import { objectsIn, problemsOf, type Screen } from './checks.ts';
import {
  exampleRights,
  exampleRequest,
  hugeImage,
  nowMs,
  planFromImage,
  requestedImage,
  viewFor,
} from './examples.ts';

const id = fc.stringMatching(/^[a-z0-9]{1,50}$/);
const nasty = fc.constantFrom(
  '<!channel> & `code`',
  '<@U1|x>',
  '```',
  '&lt;!here&gt;',
  '*bold* _it_ ~no~',
  'https://evil.example/x',
  ':tada:',
  '\u202e\u0000\n',
  '\ud800',
  '',
);
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.tuple(nasty, fc.integer({ min: 1, max: 40 })).map(([text, times]) => text.repeat(times)),
);
const size = fc.oneof(fc.nat().map(String), fc.constant('9223372036854775807'), fc.constant('0'));
const blob = fc.record({ id, digest: anyText, size });
const image = fc
  .record(
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
  )
  .map(normalizeImage);
const images = fc.oneof(
  fc.array(image, { maxLength: 10 }),
  fc.integer({ min: 1, max: 50 }).map((count) => Array.from({ length: count }, () => hugeImage)),
);
// Its name, so that what fails is short to read.
const renderer = fc.constantFrom<ListRenderer>('data_table', 'sections');
const state = fc.constantFrom<ImageState>(
  'pending',
  'running',
  'deleted',
  'gone',
  'changed',
  'refused',
  'failed',
  'unknown',
);

function message(payload: Extract<Screen, { surface: 'message' }>['payload']): unknown[] {
  return problemsOf({ surface: 'message', payload });
}

function modal(payload: Extract<Screen, { surface: 'view' }>['payload']): unknown[] {
  return problemsOf({ surface: 'view', payload });
}

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
        expect(message(listView(listModel(listStart(request), result, context), context))).toEqual([]);
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
        expect(message(inspectView({ ...one, platforms: [reason] }, context))).toEqual([]);
        const plan = planFromImage(one);
        const question = { plan, rule: { needs: [], typesDigest: true }, metadata: 'm' };
        expect(modal(deleteDialog(question, context))).toEqual([]);
        const refusals = [
          { kind: 'other', reason },
          { kind: 'protected-tag', tag: reason },
          { kind: 'parent-index', digest: reason, tags: one.tags },
        ] as const;
        expect(modal(deleteDialog({ ...question, plan: { ...plan, refusals } }, context))).toEqual([]);
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
          expect(modal(dialog)).toEqual([]);
          expect(Buffer.byteLength(JSON.stringify(dialog))).toBeLessThanOrEqual(250_000);
          const shown = objectsIn(dialog.blocks)
            .map(({ text }) => String(text))
            .join('\n');
          const areAll = tags.every((tag) => shown.includes(`\`${tag}\``));
          expect(dialog.submit !== undefined).toBe(areAll);
          expect(dialog.private_metadata).toBe(areAll ? 'm' : undefined);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('requests', () => {
  it('are what Slack takes, whatever was asked for and came of it', () => {
    fc.assert(
      fc.property(
        renderer,
        fc.constantFrom('awaiting-approval', 'running', 'done', 'rejected'),
        fc.array(fc.record({ one: image, state, text: anyText }), { minLength: 1, maxLength: 120 }),
        anyText,
        (rendererName, requestState, all, text) => {
          const context = viewFor(rendererName);
          const requested = all.map(({ one, state: imageState }) =>
            requestedImage({
              imageId: one.id,
              name: one.name,
              digest: one.digest,
              tags: one.tags,
              state: imageState,
            }),
          );
          const rule = {
            needs: [
              {
                name: text,
                approvals: 2,
                approvers: [{ kind: 'group', group: text } as const, { kind: 'user', userId: text } as const],
              },
            ],
            typesDigest: false,
          };
          const approvals = [{ userId: text, atMs: nowMs, countsFor: [text] }];
          const request = exampleRequest({
            state: requestState,
            images: requested,
            reason: text,
            rule,
            approvals,
            rejectedBy: text,
            requester: text,
          });
          expect(message(deletionMessage(request, context))).toEqual([]);
          const entry = {
            seq: 1,
            teamId: 'T',
            atMs: nowMs,
            kind: 'outcome',
            userId: text,
            channelId: text,
            reason: text,
            note: text,
            operationId: text,
            outcome: 'failed',
          } as const;
          const entries = requested.slice(0, 10).map((one) => Object.assign({ image: one }, entry));
          expect(
            message(
              auditView(
                { page: { entries, beforeSeq: 7 }, about: { repository: text }, command: 'audit' },
                context,
              ),
            ),
          ).toEqual([]);
          const many = Array.from({ length: 30 }, () => text);
          const protections = many.map((tag) => ({
            tags: many,
            repositories: [tag],
            approvals: 2,
            typesDigest: true,
          }));
          const limit = { channelId: text, may: ['view'], repositories: many } as const;
          const groups = many.map((handle) => ({ id: 'S1', handle }));
          const rights = { ...exampleRights, groups, protections, limit, userId: text };
          expect(message(whoamiView(rights, context))).toEqual([]);
          const pending = Array.from({ length: 30 }, (_, index) => ({ ...request, id: `r${index}` }));
          expect(modal(homeView({ rights, pending, latest: entries }, context))).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('cleanups', () => {
  it('are what Slack takes, whatever goes', () => {
    fc.assert(
      fc.property(renderer, images, anyText, (rendererName, deleted, text) => {
        const context = viewFor(rendererName);
        const request = { repository: text.slice(0, 255), filters: { tag: 'a*' }, keepLast: 5 };
        const kept = [{ because: 'newest', count: 3, examples: deleted }] as const;
        const found = { imagesRead: 9, end: 'time-bound', matching: 1000, totalBytes: 9e18 } as const;
        const preview = { request, plan: { ...found, repository: text, images: deleted, kept } };
        expect(message(cleanupView(preview, context))).toEqual([]);
        expect(
          deleted.length > 0
            ? modal(cleanupDialog({ images: deleted, refused: deleted, isComplete: false }, 'm', context))
            : [],
        ).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('what somebody typed', () => {
  it('is answered in a message that Slack takes', () => {
    const starts = [
      '',
      'list ',
      'inspect ',
      'help ',
      'list --tag ',
      'cleanup a --',
      'list --sort ',
      'audit ',
    ];
    fc.assert(
      fc.property(renderer, fc.constantFrom(...starts), anyText, image, (rendererName, start, text, one) => {
        const context = viewFor(rendererName);
        const command = parseCommand(start + text);
        const help = command.name === 'help' ? helpView(command, context) : helpView({}, context);
        expect(message(help)).toEqual([]);
        const word = { kind: 'word', word: text } as const;
        const name = command.name === 'inspect' ? command.image : word;
        const found = [
          { outcome: 'not-found', repositories: [text, 'team/app'], tags: [text], knownRepository: text },
          { outcome: 'ambiguous', images: [one], isMore: true },
          { outcome: 'repository', repository: text },
          { outcome: 'not-found-in-bounds', imagesRead: 3 },
        ] as const;
        for (const outcome of found) {
          expect(message(unresolvedView(name, 'delete', outcome, context))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gets suggestions that Slack takes', () => {
    fc.assert(
      fc.property(fc.array(anyText), anyText, fc.array(image), (names, typed, some) => {
        const options = [...repositoryOptions(names, typed), ...imageOptions(some, viewFor('sections'))];
        const placeholder = { type: 'plain_text', text: 'x', emoji: false };
        for (const option of options) {
          const element = { type: 'static_select', action_id: 'a', placeholder, options: [option] };
          expect(message({ text: 'x', blocks: [{ type: 'actions', elements: [element] }] })).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
