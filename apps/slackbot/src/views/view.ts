import type { ListRenderer } from '../state/settings.ts';
import type { Texts } from '../texts/texts.ts';
import type { ViewContext } from './image-facts.ts';

/** What every view needs besides what it shows. */
export interface View extends ViewContext {
  /** The words, in the language of whoever reads. */
  readonly texts: Texts;
  /** Which blocks the workspace takes. With `sections` a view uses nothing but what every client has shown for years. */
  readonly renderer: ListRenderer;
  /** What stands before the name of an image to pull it; undefined where nobody has said it: then no command is shown. */
  readonly pullPrefix?: string;
}
