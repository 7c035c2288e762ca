import { useSyncExternalStore } from 'react';

const darkScheme = '(prefers-color-scheme: dark)';

/** The colours that the reader's system prefers, now and whenever that changes. */
export function useColorScheme(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, () => (matchMedia(darkScheme).matches ? 'dark' : 'light'));
}

function subscribe(onChange: () => void): () => void {
  const query = matchMedia(darkScheme);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}
