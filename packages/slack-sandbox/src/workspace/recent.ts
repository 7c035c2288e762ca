/** A list that forgets its oldest items. */
export interface RecentList<Item> {
  /** The items, oldest first. Always the same array. */
  readonly items: readonly Item[];
  /** Adds an item. What it answers puts another in its place, unless it has been forgotten meanwhile. */
  add(item: Item): (replacement: Item) => void;
}

/** Makes a list of at most `limit` items. */
export function createRecentList<Item>(limit: number): RecentList<Item> {
  const items: Item[] = [];
  let forgotten = 0;
  return {
    items,
    add(item) {
      const place = forgotten + items.push(item) - 1;
      if (items.length > limit) {
        items.shift();
        forgotten += 1;
      }
      return (replacement) => {
        if (place >= forgotten) items[place - forgotten] = replacement;
      };
    },
  };
}

/** Puts an entry at the end of a map, which is walked in the order of insertion, and drops the oldest ones over `limit`. */
export function setRecent<Key, Value>(map: Map<Key, Value>, key: Key, value: Value, limit: number): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= limit) return;
    map.delete(oldest);
  }
}
