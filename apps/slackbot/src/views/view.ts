import type { ListRenderer } from '../state/settings.ts';
import type { Texts } from '../texts/texts.ts';
import type { ViewContext } from './image-facts.ts';

/** What every view needs besides what it shows. */
export interface View extends ViewContext {
  /** The words, in the language of whoever reads. */
  readonly texts: Texts;
  /** Which blocks the workspace takes. With `sections` a view uses nothing but what every client has shown for years. */
  readonly renderer: ListRenderer;
  /** The host that images are pulled from; undefined where nobody has said it, and then no pull commands are shown. */
  readonly registryHost?: string;
}
