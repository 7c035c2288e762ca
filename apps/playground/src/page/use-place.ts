import { useCallback, useState } from 'react';

/** What stands in the place of a channel where the Home tab of the app is open. */
export const homePlace = 'home';

/** Whose screen the page shows, and which conversation. Both are in the address, so that each tab can be somebody else. */
export interface Place {
  /** The user's id. Missing: the first user. */
  readonly user: string | undefined;
  /** The channel's id, or {@link homePlace}. Missing: the first channel. */
  readonly channel: string | undefined;
}

/** Reads the place from the page's address, and moves to another one without loading the page again. */
export function usePlace(): readonly [Place, (change: Partial<Place>) => void] {
  const [place, setPlace] = useState<Place>(() => {
    const query = new URLSearchParams(location.search);
    return { user: query.get('user') ?? undefined, channel: query.get('channel') ?? undefined };
  });
  const move = useCallback((change: Partial<Place>) => {
    setPlace((current) => {
      const next = { ...current, ...change };
      history.replaceState(null, '', addressOf(next));
      return next;
    });
  }, []);
  return [place, move];
}

function addressOf(place: Place): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(place)) {
    if (value !== undefined) {
      query.set(name, value);
    }
  }
  return query.size === 0 ? location.pathname : `${location.pathname}?${query}`;
}
