import { deletionMessage, type ShownRequest } from './deletion-message.ts';
import { limits } from './limits.ts';
import { clip } from './mrkdwn.ts';
import type { View } from './view.ts';

/** Of many images that were not deleted, the message tells the rest. */
const maxReasons = 3;

/** Where a request stands, and what went wrong, as mark-up. */
export function requestText(request: ShownRequest, view: View): string {
  const reasons = new Set(request.images.flatMap(({ message }) => (message === undefined ? [] : [message])));
  const lines = [deletionMessage(request, view).text, ...[...reasons].slice(0, maxReasons)];
  return clip(lines.join('\n'), limits.sectionText);
}
