import type { Image } from '@registry-images/model';

import type { ImageName } from '../commands/image-name.ts';
import type { Decision } from '../policy/decide.ts';
import { shownName } from '../registry-scope.ts';
import { getImage, resolveImage, type Resolution, type ResolveDeps } from './resolve-image.ts';
import type { Visibility } from './visibility.ts';

/** What somebody looks for: what they typed, or the image whose button they pressed. */
export type WantedImage =
  | { readonly kind: 'name'; readonly name: ImageName }
  | { readonly kind: 'id'; readonly imageId: string };

/** What became of looking for an image. */
export type FoundImage =
  | Resolution
  /** The image whose button was pressed is not there any more. */
  | { readonly outcome: 'gone' }
  /** It is there, and not for everybody. `repository` is the name for people. */
  | {
      readonly outcome: 'forbidden';
      readonly repository: string;
      readonly decision: Exclude<Decision, { allowed: true }>;
    };

/**
 * Finds an image for somebody, and tells of nothing that they may not see.
 *
 * @throws ImagesError if the registry cannot be asked; the abort reason of `signal`.
 */
export async function findImage(
  deps: ResolveDeps,
  wanted: WantedImage,
  visibility: Visibility,
  signal: AbortSignal,
): Promise<FoundImage> {
  if (wanted.kind === 'name')
    return restrict(deps, await resolveImage(deps, wanted.name, signal), visibility);
  const image = await getImage(deps, wanted.imageId, signal);
  return image ? restrict(deps, { outcome: 'found', image }, visibility) : { outcome: 'gone' };
}

function restrict({ scope }: ResolveDeps, found: Resolution, visibility: Visibility): FoundImage {
  if (visibility.isAll || found.outcome === 'not-found-in-bounds') return found;
  if (found.outcome === 'ambiguous') return restrictChoices(found, visibility);
  const name = nameOf(found);
  if (name !== undefined) {
    const repository = shownName(scope, name);
    const decision = visibility.decide(repository);
    if (!decision.allowed) return { outcome: 'forbidden', repository, decision };
  }
  if (found.outcome !== 'not-found') return found;
  const repositories = found.repositories.filter((repository) => visibility.decide(repository).allowed);
  return { ...found, repositories };
}

/** The name on the wire of the repository that an outcome is about. */
function nameOf(
  found: Exclude<Resolution, { outcome: 'ambiguous' | 'not-found-in-bounds' }>,
): string | undefined {
  if (found.outcome === 'found') return found.image.name;
  return found.outcome === 'repository' ? found.repository : found.knownRepository;
}

function restrictChoices(
  found: Extract<Resolution, { outcome: 'ambiguous' }>,
  visibility: Visibility,
): FoundImage {
  const images: readonly Image[] = found.images.filter((image) => visibility.canSee(image));
  const [only] = images;
  if (!only) return { outcome: 'not-found', repositories: [], tags: [] };
  return images.length === 1 && !found.isMore ? { outcome: 'found', image: only } : { ...found, images };
}
