import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { approverNotice } from '../../src/views/approver-notice.ts';
import { auditView } from '../../src/views/audit-view.ts';
import { cleanupDialog, cleanupView } from '../../src/views/cleanup-view.ts';
import { deletionMessage } from '../../src/views/deletion-message.ts';
import { homeView } from '../../src/views/home-view.ts';
import { whoamiView } from '../../src/views/whoami-view.ts';
import { anyText, image, images, renderer, state } from './arbitraries.ts';
import { messageProblems, viewProblems } from './checks.ts';
import { exampleRights, exampleRequest, nowMs, requestedImage, viewFor } from './examples.ts';

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
          expect(messageProblems(deletionMessage(request, context))).toEqual([]);
          expect(messageProblems(approverNotice(request, 'home', context))).toEqual([]);
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
            messageProblems(
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
          expect(messageProblems(whoamiView(rights, context))).toEqual([]);
          const pending = Array.from({ length: 30 }, (_, index) => ({ ...request, id: `r${index}` }));
          expect(
            viewProblems(
              homeView({ rights, waiting: { here: pending, elsewhere: many }, latest: entries }, context),
            ),
          ).toEqual([]);
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
        expect(messageProblems(cleanupView(preview, context))).toEqual([]);
        expect(
          deleted.length > 0
            ? viewProblems(
                cleanupDialog({ images: deleted, refused: deleted, isComplete: false }, 'm', context),
              )
            : [],
        ).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
