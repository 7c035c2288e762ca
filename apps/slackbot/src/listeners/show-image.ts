import { findImage, type FoundImage, type WantedImage } from '../features/find-image.ts';
import { visibilityOf } from '../features/visibility.ts';
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
  const found = await findImageFor(deps, actor, wanted);
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

/** Finds an image for a user, among what they may see. */
export async function findImageFor(
  deps: ListenerDeps,
  actor: Interaction['actor'],
  wanted: WantedImage,
): Promise<FoundImage> {
  const visibility = await visibilityOf(deps, actor);
  return findImage(deps, wanted, visibility, deps.stopping);
}
