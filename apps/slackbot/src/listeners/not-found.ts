import { commandName } from '../commands/command-table.ts';
import type { FoundImage, WantedImage } from '../features/find-image.ts';
import { code } from '../views/mrkdwn.ts';
import { unresolvedText } from '../views/resolution-view.ts';
import type { View } from '../views/view.ts';
import { forbiddenText } from './forbidden.ts';

/** Why there is no image to show, as a sentence of mark-up. */
export function notFoundText(
  wanted: WantedImage,
  found: Exclude<FoundImage, { outcome: 'found' }>,
  view: View,
): string {
  if (found.outcome === 'forbidden') return forbiddenText('view', found.repository, found.decision, view);
  if (wanted.kind === 'id' || found.outcome === 'gone') {
    return view.texts.problem.gone(code(`${commandName} list`));
  }
  return unresolvedText(wanted.name, found, view);
}
