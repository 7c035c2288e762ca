/** Measures the client and prints the figures with their goals. Takes about four minutes; the machine should be idle. */
import { formatFigures } from './figure.ts';
import { getFigures } from './get-figures.ts';
import { listFigures } from './list-figures.ts';
import { memoryFigures } from './memory-figures.ts';
import { sizeFigures } from './size-figures.ts';
import { tokenFigures } from './token-figures.ts';

const suites = [getFigures, listFigures, memoryFigures, sizeFigures, tokenFigures];

const figures = [];
// One after the other, because two at a time would measure each other.
for (const measure of suites) figures.push(...(await measure()));
console.log(formatFigures(figures));
