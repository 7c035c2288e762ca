import type { Clock } from '@registry-images/oci';
import type { Logger } from 'pino';

/** Says how far a sweep has come: a line for every so many, and one at the end. */
export interface SweepProgress {
  /** One more repository was read, with so many images that are new. */
  add(images: number): void;
  /** It has come to its end. */
  end(failed: number): void;
}

/** A line for each of so many repositories, and for each of so many images. */
const step = 1000;

/** Begins to count. */
export function createSweepProgress(
  registryId: string,
  total: number,
  { logger, clock }: { readonly logger: Logger; readonly clock: Clock },
): SweepProgress {
  const startedMs = clock.now();
  let repositories = 0;
  let images = 0;
  let said = 0;
  const facts = () => {
    const seconds = Math.max(0.001, (clock.now() - startedMs) / 1000);
    return {
      registryId,
      repositories,
      ofRepositories: total,
      newImages: images,
      repositoriesPerSecond: Math.round(repositories / seconds),
      seconds: Math.round(seconds * 10) / 10,
    };
  };
  return {
    add(added) {
      repositories += 1;
      images += added;
      const steps = Math.floor(repositories / step) + Math.floor(images / step);
      if (steps === said) return;
      said = steps;
      logger.info(facts(), 'reading the registry');
    },
    end: (failed) => logger.info({ ...facts(), failed }, 'registry read'),
  };
}
