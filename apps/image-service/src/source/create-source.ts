import { createDistributionSource, type DistributionSourceOptions } from './distribution-source.ts';
import { createLayoutSource, type LayoutSourceOptions } from './layout-source.ts';
import type { Source } from './source.ts';

/** Where the images of a registry are. */
export type SourceOptions =
  | ({ readonly kind: 'layouts' } & LayoutSourceOptions)
  | ({ readonly kind: 'distribution' } & DistributionSourceOptions);

/** Makes the source that the options name. */
export function createSource(options: SourceOptions): Source {
  return options.kind === 'layouts' ? createLayoutSource(options) : createDistributionSource(options);
}
