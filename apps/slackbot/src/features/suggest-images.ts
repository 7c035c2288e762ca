import type { Image } from '@registry-images/model';

import type { ReadBounds } from '../query/stream-images.ts';
import { shownName } from '../registry-scope.ts';
import { searchImages, searchStart, type SearchDeps } from './search-images.ts';

/** Somebody who types waits for it, and Slack waits for three seconds. */
const bounds: ReadBounds = { maxImages: 20_000, maxMs: 2000 };
/** So many entries a menu can have. */
const maxSuggestions = 100;

/**
 * The newest images that may be shown and of which the name with a tag, or the digest, contains what was typed, as far as the
 * bounds go.
 *
 * @throws ScopeNotFoundError, ImagesError if the registry cannot be asked; the abort reason of `signal`.
 */
export async function suggestImages(
  deps: SearchDeps,
  { typed, canSee }: { readonly typed: string; readonly canSee: (image: Image) => boolean },
  signal: AbortSignal,
): Promise<readonly Image[]> {
  const wanted = typed.trim().toLowerCase();
  const isMeant = ({ name, tags, digest }: Image): boolean => {
    const repository = shownName(deps.scope, name);
    const names = tags.length === 0 ? [repository] : tags.map((tag) => `${repository}:${tag}`);
    return [...names, digest].some((text) => text.toLowerCase().includes(wanted));
  };
  const { images } = await searchImages(
    deps,
    {
      request: { filters: {} },
      from: searchStart,
      pageSize: maxSuggestions,
      bounds,
      isVisible: (image) => canSee(image) && isMeant(image),
    },
    signal,
  );
  return images;
}
