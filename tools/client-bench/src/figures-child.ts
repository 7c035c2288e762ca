/**
 * Measures one group of figures and prints them as JSON.
 *
 *     node figures-child.ts <group>
 */
import type { Measure } from '@registry-images/figures';

import { getFigures } from './get-figures.ts';
import { listFigures } from './list-figures.ts';
import { memoryFigures } from './memory-figures.ts';
import { sizeFigures } from './size-figures.ts';
import { tokenFigures } from './token-figures.ts';

const measures = new Map<string | undefined, Measure>([
  ['list', listFigures],
  ['get', getFigures],
  ['memory', memoryFigures],
  ['size', sizeFigures],
  ['token', tokenFigures],
]);

const [group] = process.argv.slice(2);
const measure = measures.get(group);
if (!measure) throw new Error(`There is no group ${group}, but ${[...measures.keys()].join(', ')}.`);
console.log(JSON.stringify(await measure()));
