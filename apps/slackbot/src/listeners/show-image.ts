import { findImage, type WantedImage } from '../features/find-image.ts';
import { inspectView } from '../views/inspect-view.ts';
import { notice } from '../views/notice.ts';
import { unresolvedView } from '../views/resolution-view.ts';
import type { Reply } from './answer.ts';
import type { Interaction } from './interaction.ts';
import type { ListenerDeps } from './listener-deps.ts';
import { notFoundText } from './not-found.ts';

/** Finds an image and shows everything about it. */
export async function showImage(
  deps: ListenerDeps,
  { actor }: Interaction,
  wanted: WantedImage,
): Promise<Reply> {
  const found = await findImage(deps, actor, wanted, deps.stopping);
  if (found.outcome === 'found') {
    const { image } = found;
    return {
      outcome: 'inspected',
      screen: (view) => inspectView(image, view),
      fields: { imageId: image.id },
    };
  }
  return {
    outcome: found.outcome,
    screen: (view) =>
      wanted.kind === 'id' || found.outcome === 'gone' || found.outcome === 'forbidden'
        ? notice(notFoundText(wanted, found, view))
        : unresolvedView(wanted.name, 'inspect', found, view),
  };
}
