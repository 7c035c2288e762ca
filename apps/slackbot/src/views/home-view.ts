import type { HomeView, KnownBlock } from '@slack/types';

import { commandName } from '../commands/command-table.ts';
import type { Rights } from '../features/who-am-i.ts';
import type { StoredAuditEntry } from '../state/audit-entry.ts';
import { actionNames } from './action-names.ts';
import { auditLine } from './audit-view.ts';
import { button, context, header, section } from './blocks.ts';
import {
  decisionButtons,
  heardLength,
  missingLines,
  requestMarkup,
  requestTitle,
  type ShownRequest,
} from './deletion-message.ts';
import { actionRow } from './elements.ts';
import { imageMarkup } from './image-row.ts';
import { encodeListPlace, listStart } from './list-place.ts';
import { code } from './mrkdwn.ts';
import { pageText } from './paged-text.ts';
import { channelMarkup, timeMarkup, userMarkup } from './people.ts';
import { toldApart } from './told-apart.ts';
import type { View } from './view.ts';
import { rightsTexts } from './whoami-view.ts';

/** What the Home tab shows of a user. */
export interface Home {
  readonly rights: Rights;
  readonly waiting: {
    /** The requests that the user may decide on here, or made, the oldest first. */
    readonly here: readonly ShownRequest[];
    /** The channels in which the user may decide on others, and not here. */
    readonly elsewhere: readonly string[];
  };
  /** What the user did, the newest first. */
  readonly latest: readonly StoredAuditEntry[];
}

/** Each takes three blocks of the hundred. */
const maxPending = 20;
/** Of each; its message has them all. */
const maxImages = 5;
const maxLatest = 10;
const maxChannels = 10;

/** The Home tab: what I may do, what waits for me, what I did, how to start. */
export function homeView({ rights, waiting, latest }: Home, view: View): HomeView {
  const words = view.texts.home;
  const { here: pending, elsewhere } = waiting;
  const morePending = pending.length - maxPending;
  const heard = toldApart(
    pending.map((request) => requestTitle(request, view)),
    heardLength,
  );
  return {
    type: 'home',
    blocks: [
      header(words.title),
      section(words.startText(code(`${commandName} list`), code(`${commandName} help`))),
      ...actionRow('start', [
        button({
          text: words.browse,
          actionId: actionNames.showList,
          value: encodeListPlace(listStart({ filters: {} })),
          style: 'primary',
        }),
      ]),
      header(words.pending),
      ...(pending.length + elsewhere.length === 0 ? [context(words.noPending)] : []),
      ...pending
        .slice(0, maxPending)
        .flatMap((request, index) =>
          pendingBlocks(request, { viewerId: rights.userId, heard: heard[index] ?? '' }, view),
        ),
      ...(morePending > 0 ? [context(view.texts.common.andMore(morePending))] : []),
      ...(elsewhere.length > 0 ? [section(words.pendingElsewhere(channelsMarkup(elsewhere, view)))] : []),
      header(words.may),
      ...rightsTexts(rights, view).map(section),
      header(words.latest),
      ...(latest.length === 0 ? [context(words.noLatest)] : []),
      ...latest.slice(0, maxLatest).map((entry) => section(auditLine(entry, view))),
    ],
  };
}

function channelsMarkup(channelIds: readonly string[], { texts }: View): string {
  const shown = channelIds.slice(0, maxChannels).map(channelMarkup).join(', ');
  const more = channelIds.length - maxChannels;
  return more > 0 ? `${shown} ${texts.common.andMore(more)}` : shown;
}

function pendingBlocks(
  request: ShownRequest,
  { viewerId, heard }: { readonly viewerId: string; readonly heard: string },
  view: View,
): KnownBlock[] {
  const words = view.texts.request;
  const { images, reason } = request;
  const more = images.length - maxImages;
  const lines = [
    words.asks(userMarkup(request.requester), requestMarkup(request, view)),
    ...images
      .slice(0, maxImages)
      .map((image) => (images.length === 1 ? code(image.digest) : `• ${imageMarkup(image, view)}`)),
    ...(more > 0 ? [words.moreImages(more)] : []),
    reason === undefined ? words.noReason : view.texts.audit.reason(code(reason, 500)),
    ...missingLines(request, view),
    words.expires(timeMarkup(request.expiresAtMs)),
  ];
  return [
    ...pageText(lines, '\n', 2).texts.map(section),
    ...actionRow(`decision-${request.id}`, decisionButtons(request, view, { viewerId, heard })),
  ];
}
