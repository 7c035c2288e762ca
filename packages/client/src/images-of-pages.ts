import type { Image } from '@registry-images/model';

/** What images are on. */
interface Page {
  readonly images: readonly Image[];
}

/**
 * Walks through the images of pages. An asynchronous generator would do the same in three lines, but takes twice as long for
 * each image, which shows in a long list: a fiftieth of the whole, in `tools/client-bench`.
 *
 * Several workers may share one walk, and ask before the others have got their answers. Each image is given once.
 */
export function imagesOfPages(pages: AsyncGenerator<Page, void>): AsyncIterator<Image, void> {
  let images: readonly Image[] = [];
  let at = 0;

  async function turn(): Promise<IteratorResult<Image, void>> {
    for (;;) {
      const page = await pages.next();
      // A page may have come since, for somebody who asked before.
      images = images.slice(at).concat(page.value?.images ?? []);
      at = 0;
      if (images.length > 0) return next();
      if (page.done) return page;
    }
  }

  function next(): Promise<IteratorResult<Image, void>> {
    const value = images[at];
    at += 1;
    return value ? Promise.resolve({ value }) : turn();
  }

  return {
    next,
    async return() {
      await pages.return();
      images = [];
      return turn();
    },
  };
}
