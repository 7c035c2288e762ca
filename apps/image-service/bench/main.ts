/**
 * Measures the figures of the service and prints them as a table.
 *
 *     node bench/main.ts [--images 1000000]
 */
import { parseArgs } from 'node:util';

import { formatFigures, type Figure, type Measure } from './figure.ts';
import { measureIndex } from './index-figures.ts';
import { measureListWithDates } from './list-with-dates.ts';
import { measureSweep } from './sweep.ts';
import { measureWebhook } from './webhook.ts';

const { values } = parseArgs({ options: { images: { type: 'string', default: '1000000' } } });
const measures: readonly Measure[] = [
  measureSweep,
  measureListWithDates,
  () => measureIndex(Number(values.images)),
  measureWebhook,
];

const figures: Figure[] = [];
for (const measure of measures) figures.push(...(await measure()));
process.stdout.write(`${formatFigures(figures)}\n`);
