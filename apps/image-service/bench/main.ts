/**
 * Measures the figures of the service and prints them as a table.
 *
 *     node bench/main.ts [--images 1000000]
 */
import { parseArgs } from 'node:util';

import { printFigures, type Measure } from '@registry-images/figures';

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

await printFigures(measures, (text) => process.stdout.write(text));
