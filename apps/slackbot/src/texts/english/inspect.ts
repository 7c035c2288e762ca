import { counted } from './common.ts';

/** The words of the screen that shows one image. */
export const inspectTexts = {
  tags: 'Tags',
  digest: 'Digest',
  id: 'Id',
  size: 'Size',
  compressed: 'compressed',
  created: 'Created',
  createdAt: (time: string, age: string): string => `${time} (${age})`,
  config: 'Config',
  noConfig: 'none: it has an image for each of several platforms',
  unreadable: 'unknown: the registry could not read this image, it may be damaged',
  platforms: 'Platforms',
  layers: (count: number): string => `Layers (${count})`,
  noLayers: 'Layers: none',
  layerColumns: { digest: 'Digest', size: 'Size', share: 'Share' },
  layerLines: 'digest, size, share',
  share: (percent: number): string => `${percent} %`,
  moreLayers: (count: number): string => `and ${counted(count, 'more layer')}`,
  moreTags: (count: number, all: number): string => `and ${counted(count, 'more tag')} (${all} in all)`,
  pull: 'Pull it',
  pullByTag: 'by its tag, which may mean another image one day',
  pullByDigest: 'by its digest, always the same image',
  wholeRepository: 'All of this repository',
  summary: (title: string, size: string, digest: string): string => `${title}: ${size}, ${digest}`,
};
