import type { InputValue, JsonObject } from '@registry-images/slack-sandbox';
import { createContext, useContext } from 'react';

/** An interactive element of a message, a modal or a Home tab. */
export interface ElementAddress {
  readonly blockId: string;
  readonly actionId: string;
}

/** What an element is on: a message, a modal or a Home tab, which knows how to tell the app. No function rejects. */
export interface Surface {
  /** Presses a button. */
  press(element: ElementAddress): Promise<void>;
  /** Picks in an element that is not a button. */
  choose(element: ElementAddress, value: InputValue): Promise<void>;
  /** Asks the app for the options of a menu. */
  suggest(element: ElementAddress, query: string): Promise<readonly JsonObject[]>;
}

/** The surface that the elements below are on. */
export const SurfaceContext: React.Context<Surface | undefined> = createContext<Surface | undefined>(
  undefined,
);

/** The surface around an element. Throws where there is none, which is a mistake in the page. */
export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) {
    throw new Error('An interactive element was drawn outside of a message, a modal and a Home tab.');
  }
  return surface;
}
