import type { DeletionRequest } from '../state/deletion-request.ts';
import type { Answer } from './answer.ts';
import { requestMarkup } from './deletion-message.ts';
import { notice } from './notice.ts';
import { channelMarkup, timeMarkup, userMarkup } from './people.ts';
import type { View } from './view.ts';

/**
 * Tells somebody that a request waits for them, and where they can decide. It has no buttons: whatever becomes of the request, it
 * stays true.
 */
export function approverNotice(
  request: Pick<DeletionRequest, 'requester' | 'images' | 'channelId' | 'expiresAtMs'>,
  where: 'home' | 'channel',
  view: View,
): Answer {
  const { request: words } = view.texts;
  const { requester, channelId, expiresAtMs } = request;
  return notice(
    [
      words.asks(userMarkup(requester), requestMarkup(request, view)),
      where === 'home' ? words.decideAtHome : words.decideInChannel(channelMarkup(channelId)),
      words.expires(timeMarkup(expiresAtMs)),
    ].join(' '),
  );
}
