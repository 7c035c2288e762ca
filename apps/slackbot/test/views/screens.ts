import type { ListRequest } from '../../src/commands/command.ts';
import { parseImageName, type ImageName } from '../../src/commands/image-name.ts';
import { parseCommand } from '../../src/commands/parse-command.ts';
import type { CleanupPlan } from '../../src/features/plan-cleanup.ts';
import type { SearchResult } from '../../src/features/search-images.ts';
import { approverNotice } from '../../src/views/approver-notice.ts';
import { chooseDialog } from '../../src/views/choose-dialog.ts';
import { cleanupDialog, cleanupView } from '../../src/views/cleanup-view.ts';
import { deleteDialog, messageDialog } from '../../src/views/delete-dialog.ts';
import { deletionMessage } from '../../src/views/deletion-message.ts';
import { filterDialog } from '../../src/views/filter-dialog.ts';
import { inspectView } from '../../src/views/inspect-view.ts';
import { listModel } from '../../src/views/list-model.ts';
import { listStart, placeAfter, type ListPlace } from '../../src/views/list-place.ts';
import { listFailureView, listView } from '../../src/views/list-view.ts';
import { unresolvedText, unresolvedView, type Unresolved } from '../../src/views/resolution-view.ts';
import type { View } from '../../src/views/view.ts';
import type { Screen } from './checks.ts';
import {
  damagedImage,
  digestOf,
  exampleImage,
  exampleImages,
  exampleIndex,
  exampleRequest,
  planFromImage,
  nowMs,
  requestedImage,
  strictRule,
} from './examples.ts';
import { personalScreens } from './personal-screens.ts';
import { message, modal } from './screen.ts';

const noRule = { needs: [], typesDigest: false };

/** Every view in every state that it has, by name. */
export function screensOf(view: View): Readonly<Record<string, Screen>> {
  return {
    ...listScreens(view),
    ...imageScreens(view),
    ...dialogScreens(view),
    ...requestScreens(view),
    ...cleanupScreens(view),
    ...personalScreens(view),
  };
}

function listOf(text: string): ListRequest {
  const command = parseCommand(`list ${text}`);
  if (command.name !== 'list') throw new Error(`${text} does not ask for a list.`);
  return command.list;
}

function listScreens(view: View): Record<string, Screen> {
  const full: SearchResult = { images: exampleImages, imagesRead: 3, end: 'complete', next: undefined };
  const none: SearchResult = { images: [], imagesRead: 0, end: 'complete', next: undefined };
  const next = { token: 't3', skip: 0 };
  const first = listStart({ filters: {} });
  const filtered = listStart(
    listOf('team/app --untagged --older-than 30d --larger-than 500MB --sort size --desc'),
  );
  const tagged = listStart(listOf('--tag pr-*'));
  const show = (place: ListPlace, result: Parameters<typeof listModel>[1], sharedBy?: string): Screen =>
    message(listView(listModel(place, result, view, sharedBy === undefined ? {} : { sharedBy }), view));
  return {
    list: show(first, full),
    'list-middle': show(placeAfter(first, { token: 't2', skip: 0 }), { ...full, end: 'page-full', next }),
    'list-filtered': show(filtered, { ...full, imagesRead: 812 }),
    'list-shared': show(first, full, 'U1'),
    'list-searching': show(tagged, { ...full, imagesRead: 400, isSearching: true }),
    'list-failed': message(listFailureView(first, view.texts.failure.stopping, view)),
    'list-empty-registry': show(first, none),
    'list-empty-repository': show(listStart(listOf('team/none')), none),
    'list-empty-page': show(placeAfter(first, next), none),
    'list-none-matches': show(filtered, { ...none, imagesRead: 812 }),
    'list-stopped': show(filtered, { ...full, imagesRead: 20_000, end: 'image-bound' }),
    'list-stopped-without-match': show(tagged, { ...none, imagesRead: 20_000, end: 'image-bound', next }),
    'list-out-of-time': show(tagged, { ...none, imagesRead: 4200, end: 'time-bound', next }),
  };
}

function nameOf(text: string): ImageName {
  const parsed = parseImageName(text);
  if (!parsed.ok) throw new Error(`${text} is not a name.`);
  return parsed.image;
}

function imageScreens(view: View): Record<string, Screen> {
  const tags = Array.from({ length: 300 }, (_, index) => `build-${index}`);
  const unresolved = (name: string, found: Unresolved): Screen =>
    message(unresolvedView(nameOf(name), 'inspect', found, view));
  return {
    inspect: message(inspectView(exampleImage(), view)),
    'inspect-index': message(
      inspectView({ ...exampleIndex, platforms: ['linux/amd64', 'linux/arm64/v8'] }, view),
    ),
    'inspect-untagged': message(inspectView(exampleImage({ tags: [] }), view)),
    'inspect-many-tags': message(inspectView(exampleImage({ tags }), view)),
    'inspect-unreadable': message(inspectView(damagedImage, view)),
    'not-found': unresolved('team/ap:v1', {
      outcome: 'not-found',
      repositories: ['team/app', 'team/api'],
      tags: [],
    }),
    'not-found-tag': unresolved('team/app:v9', {
      outcome: 'not-found',
      repositories: [],
      tags: ['v1', 'v8'],
      knownRepository: 'reg/team/app',
    }),
    'not-found-nothing-similar': unresolved('xyz', { outcome: 'not-found', repositories: [], tags: [] }),
    'not-found-in-bounds': unresolved('abcdef', { outcome: 'not-found-in-bounds', imagesRead: 100_000 }),
    ambiguous: unresolved('aaaaaa', { outcome: 'ambiguous', images: exampleImages, isMore: true }),
    'whole-repository': unresolved('team/app', { outcome: 'repository', repository: 'reg/team/app' }),
  };
}

function dialogScreens(view: View): Record<string, Screen> {
  const metadata = 'confirmation-1';
  const plan = planFromImage(exampleImage());
  const many = planFromImage(
    exampleImage({ tags: Array.from({ length: 300 }, (_, index) => `build-${index}`) }),
  );
  const refusals = [
    { kind: 'protected-tag', tag: 'latest' },
    { kind: 'parent-index', digest: digestOf('e'), tags: ['v2'] },
    { kind: 'other', reason: 'It is <locked>' },
  ] as const;
  const changed = { plan, rule: noRule, metadata, hasChanged: true };
  const gone: Unresolved = { outcome: 'not-found', repositories: [], tags: [] };
  return {
    'delete-loading': modal(messageDialog(view.texts.delete.looking, view)),
    delete: modal(deleteDialog({ plan, rule: noRule, metadata }, view)),
    'delete-asked': modal(
      deleteDialog(
        { plan: { ...plan, isComplete: true, freedBytes: 20_000_000 }, rule: noRule, metadata },
        view,
      ),
    ),
    'delete-untagged': modal(
      deleteDialog({ plan: planFromImage(exampleImage({ tags: [] })), rule: noRule, metadata }, view),
    ),
    'delete-many-tags': modal(deleteDialog({ plan: many, rule: noRule, metadata }, view)),
    'delete-protected': modal(deleteDialog({ plan, rule: strictRule, metadata }, view)),
    'delete-refused': modal(
      deleteDialog({ plan: { ...plan, refusals, isComplete: true }, rule: noRule, metadata }, view),
    ),
    'delete-changed': modal(deleteDialog(changed, view)),
    'choose-inspect': modal(chooseDialog('inspect', '{}', view)),
    'choose-delete': modal(chooseDialog('delete', '{}', view)),
    'choose-other': modal(
      chooseDialog('delete', '{}', view, unresolvedText(nameOf('team/app:v1'), gone, view)),
    ),
    filter: modal(filterDialog({ filters: {} }, 'message', view)),
    'filter-set': modal(
      filterDialog(
        listOf('team/app --tag v* --older-than 2w --larger-than 1.5GiB --sort name'),
        'message',
        view,
      ),
    ),
  };
}

function requestScreens(view: View): Record<string, Screen> {
  const show = (fields: Parameters<typeof exampleRequest>[0]): Screen =>
    message(deletionMessage(exampleRequest(fields), view));
  const approvals = [{ userId: 'U2', atMs: nowMs, countsFor: ['team/*: latest, prod-*'] }];
  const bulk = (
    ['deleted', 'gone', 'running', 'failed', 'refused', 'changed', 'unknown', 'pending'] as const
  ).map((state, index) =>
    requestedImage({
      imageId: `crp${index}`,
      tags: index === 0 ? [] : [`v${index}`],
      state,
      ...(state === 'failed' && { message: 'The registry cannot be reached. Try again in a minute.' }),
    }),
  );
  const one = (state: (typeof bulk)[number]['state'], text?: string): Screen =>
    show({
      state: state === 'running' ? 'running' : 'done',
      images: [requestedImage({ state, ...(text !== undefined && { message: text }) })],
    });
  return {
    'request-waiting': show({ state: 'awaiting-approval', rule: strictRule }),
    'request-waiting-direct': show({ state: 'awaiting-approval', channelId: 'D1', rule: strictRule }),
    'request-waiting-half': show({ state: 'awaiting-approval', rule: strictRule, approvals }),
    'request-waiting-bulk': show({ state: 'awaiting-approval', rule: strictRule, images: bulk }),
    'request-approved': show({ state: 'approved', rule: strictRule, approvals }),
    'request-running': one('running'),
    'request-deleted': one('deleted'),
    'request-gone': one('gone'),
    'request-failed': one('failed', 'The registry cannot be reached at the moment.'),
    'request-running-bulk': show({ state: 'running', images: bulk }),
    'request-done-bulk': show({ state: 'done', images: bulk }),
    'request-rejected': show({ state: 'rejected', rejectedBy: 'U2', rule: strictRule }),
    'request-expired': show({ state: 'expired', rule: strictRule }),
    'request-cancelled': show({ state: 'cancelled', rule: strictRule }),
    'request-lapsed': show({ state: 'lapsed', lapsedBecause: 'policy-changed', rule: strictRule }),
    'request-told-home': message(approverNotice(exampleRequest({ images: bulk }), 'home', view)),
    'request-told-channel': message(approverNotice(exampleRequest({}), 'channel', view)),
  };
}

function cleanupScreens(view: View): Record<string, Screen> {
  const command = parseCommand('cleanup team/app --tag pr-* --older-than 2w --keep-last 5');
  if (command.name !== 'cleanup') throw new Error('That should be a cleanup.');
  const plan: CleanupPlan = {
    repository: 'team/app',
    images: exampleImages,
    totalBytes: 174_182_694,
    matching: 3,
    kept: [
      { because: 'newest', count: 5, examples: [exampleImage()] },
      { because: 'protected', count: 1, examples: [] },
      { because: 'filtered', count: 803, examples: [] },
    ],
    imagesRead: 812,
    end: 'complete',
  };
  const show = (fields: Partial<CleanupPlan>): Screen =>
    message(cleanupView({ request: command.cleanup, plan: { ...plan, ...fields } }, view));
  return {
    cleanup: show({}),
    'cleanup-nothing': show({ images: [], totalBytes: 0, matching: 0 }),
    'cleanup-too-many': show({ matching: 400, end: 'image-bound' }),
    'cleanup-confirm': modal(
      cleanupDialog({ images: exampleImages, refused: [], isComplete: true }, 'confirmation-1', view),
    ),
    'cleanup-confirm-some': modal(
      cleanupDialog(
        { images: exampleImages.slice(1), refused: [exampleImage()], isComplete: true },
        'confirmation-1',
        view,
      ),
    ),
    'cleanup-confirm-unasked': modal(
      cleanupDialog({ images: exampleImages, refused: [], isComplete: false }, 'confirmation-1', view),
    ),
  };
}
