import { gzipSync } from 'node:zlib';

import { digestOf, mediaTypes, type ImageContent, type LayerContent } from '../src/index.ts';
import { tarOf } from './tar.ts';

/** A gzipped layer with the file `<name>.txt`. The same name makes the same layer. */
function sampleLayer(name: string): LayerContent {
  const tar = tarOf(`${name}.txt`, `${name}\n`);
  return { bytes: gzipSync(tar), mediaType: mediaTypes.layerTarGzip, diffId: digestOf(tar) };
}

/** An image of some layers; each set of names makes an image of its own. */
export function sampleImage(...layers: readonly string[]): ImageContent {
  return {
    layers: layers.map(sampleLayer),
    config: {
      architecture: 'amd64',
      os: 'linux',
      created: '2026-11-01T12:00:00Z',
      config: { Labels: { layers: layers.join(' ') } },
    },
  };
}
