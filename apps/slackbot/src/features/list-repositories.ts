import { TimeoutError } from '@registry-images/client';

import type { Clock } from '../clock.ts';
import { streamImages, type ReadBounds, type ReadEnd } from '../query/stream-images.ts';
import { isInScope, scopeQuery, shownName } from '../registry-scope.ts';
import type { SearchDeps } from './search-images.ts';

/** The repositories that the bot knows of. */
export interface Repositories {
  /** The names for people, sorted. */
  readonly names: readonly string[];
  /** Whether everything was read. */
  readonly isComplete: boolean;
}

/** The API lists images alone: their names tell the repositories. Someone who types waits for it. */
const bounds: ReadBounds = { maxImages: 20_000, maxMs: 2500 };

/**
 * Reads which repositories there are, as far as its bounds go: none in the time of a registry that is slow.
 *
 * @throws ImagesError if the registry cannot be asked; the abort reason of `signal`.
 */
export async function listRepositories(
  { images, scope, clock }: SearchDeps,
  signal: AbortSignal,
): Promise<Repositories> {
  const names = new Set<string>();
  const stream = streamImages({
    pagesFrom: (token, pageSignal) =>
      images.images
        .list({ ...scopeQuery(scope), pageSize: 1000 }, { signal: pageSignal, prefetch: true })
        .byPage({ pageToken: token }),
    from: { token: '', skip: 0 },
    matches: (image) => isInScope(scope, image.name) && !names.has(shownName(scope, image.name)),
    bounds,
    clock,
    signal,
  });
  for (;;) {
    const step = await stream.next().catch(noneInTime);
    if (step.done) return { names: [...names].toSorted(), isComplete: step.value === 'complete' };
    for (const { image } of step.value.matches) names.add(shownName(scope, image.name));
  }
}

/** What was asked for can be found without the names of the others. */
function noneInTime(error: unknown): { readonly done: true; readonly value: ReadEnd } {
  if (error instanceof TimeoutError) return { done: true, value: 'time-bound' };
  throw error;
}

/** Remembers for a while which repositories there are: each key that is pressed in a menu asks for them. */
export interface RepositoryDirectory {
  /** Answers what was read within the last minute; several that ask at once share one reading. */
  list(): Promise<Repositories>;
}

const keptMs = 60_000;

/** Makes a {@link RepositoryDirectory} over a way to read, such as {@link listRepositories}. */
export function createRepositoryDirectory(
  read: () => Promise<Repositories>,
  clock: Pick<Clock, 'now'>,
): RepositoryDirectory {
  let kept: { readonly readMs: number; readonly repositories: Promise<Repositories> } | undefined;
  return {
    list() {
      if (kept && clock.now() - kept.readMs < keptMs) return kept.repositories;
      const started = { readMs: clock.now(), repositories: read() };
      kept = started;
      // A failure is not remembered; who asked hears of it.
      started.repositories.catch(() => {
        if (kept === started) kept = undefined;
      });
      return started.repositories;
    },
  };
}
