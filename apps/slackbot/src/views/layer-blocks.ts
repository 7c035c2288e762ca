import type { Image } from '@registry-images/model';
import type { KnownBlock, TableBlock } from '@slack/types';

import { context, section } from './blocks.ts';
import { numberCell, textCell } from './elements.ts';
import { approximateBytes, blobLine } from './image-facts.ts';
import { limits, sectionBudget } from './limits.ts';
import { pageText } from './paged-text.ts';
import type { View } from './view.ts';

/** A sha256 digest with its algorithm. With two short cells beside it, 99 rows stay below the characters of a table. */
const digestLength = 71;

/** The layers of an image with their sizes and shares: as a table, or as lines of code. */
export function layerBlocks(image: Image, view: View): KnownBlock[] {
  const { inspect } = view.texts;
  const { layers } = image;
  if (layers.length === 0) return [section(inspect.noLayers)];
  const { blocks, shown } =
    view.renderer === 'data_table' ? layerTable(image, view) : layerLines(image, view);
  const more = layers.length - shown;
  return [
    section(`*${inspect.layers(layers.length)}*`),
    ...blocks,
    ...(more > 0 ? [context(inspect.moreLayers(more))] : []),
  ];
}

function layerTable({ layers }: Image, { texts }: View): { blocks: TableBlock[]; shown: number } {
  const { digest, size, share } = texts.inspect.layerColumns;
  const totalBytes = sum(layers);
  const shown = layers.slice(0, limits.table.rows - 1);
  const rows = shown.map((layer) => {
    const bytes = approximateBytes(layer.size);
    const percent = totalBytes > 0 ? Math.round((100 * bytes) / totalBytes) : 0;
    return [
      textCell(layer.digest, digestLength),
      numberCell(bytes, texts.common.bytes(bytes)),
      numberCell(percent, texts.inspect.share(percent)),
    ];
  });
  const block: TableBlock = {
    type: 'table',
    block_id: 'layers',
    column_settings: [{}, { align: 'right' }, { align: 'right' }],
    rows: [[digest, size, share].map((title) => textCell(title, digestLength)), ...rows],
  };
  return { blocks: [block], shown: shown.length };
}

/** Lines in the style of code, which must not be torn from their fences. */
function layerLines({ layers }: Image, { texts }: View): { blocks: KnownBlock[]; shown: number } {
  const fence = '```';
  const totalBytes = sum(layers);
  const { texts: pages, shown } = pageText(
    layers.map((layer) => blobLine(layer, totalBytes)),
    '\n',
    sectionBudget.layersInMessage,
    limits.sectionText - 2 * fence.length,
  );
  return {
    blocks: [context(texts.inspect.layerLines), ...pages.map((page) => section(fence + page + fence))],
    shown,
  };
}

function sum(layers: Image['layers']): number {
  return layers.reduce((total, { size }) => total + approximateBytes(size), 0);
}
