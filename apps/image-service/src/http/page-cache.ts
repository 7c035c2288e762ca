/** What {@link createPageCache} is told. */
export interface PageCacheOptions {
  /** How much is kept, without what keeping it costs. */
  readonly maxBytes?: number;
}

/** Answers as they are sent, kept until the store changes. */
export interface PageCache {
  /** The answer that was made for a key at this version, or that `make` makes now. */
  get(key: string, version: number, make: () => Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
}

const defaultMaxBytes = 16 * 1024 * 1024;

/** Makes an empty cache. What was asked for last stays longest; an answer of more than a quarter of it is not kept. */
export function createPageCache({ maxBytes = defaultMaxBytes }: PageCacheOptions = {}): PageCache {
  const pages = new Map<string, Uint8Array<ArrayBuffer>>();
  let keptVersion = -1;
  let bytes = 0;

  const drop = (key: string): void => {
    const page = pages.get(key);
    if (!page) return;
    pages.delete(key);
    bytes -= sizeOf(key, page);
  };
  const keep = (key: string, page: Uint8Array<ArrayBuffer>): void => {
    if (sizeOf(key, page) > maxBytes / 4) return;
    pages.set(key, page);
    bytes += sizeOf(key, page);
    // A Map keeps the order of insertion: what was not asked for longest is first.
    for (const oldest of pages.keys()) {
      if (bytes <= maxBytes) return;
      drop(oldest);
    }
  };

  return {
    get(key, version, make) {
      if (version !== keptVersion) {
        pages.clear();
        bytes = 0;
        keptVersion = version;
      }
      const page = pages.get(key) ?? make();
      drop(key);
      keep(key, page);
      return page;
    },
  };
}

function sizeOf(key: string, page: Uint8Array): number {
  return page.byteLength + key.length;
}
