/** Measures the bot and prints the figures with their goals. Takes some minutes; the machine should be idle. */
import { acknowledgementFigures } from './acknowledgement-figures.ts';
import { formatFigures, type Figure, type Measure } from './figure.ts';
import { listFigures } from './list-figures.ts';
import { memoryFigures } from './memory-figures.ts';

const suites: readonly Measure[] = [acknowledgementFigures, listFigures, memoryFigures];

const figures: Figure[] = [];
// One after the other, because two at a time would measure each other.
for (const measure of suites) figures.push(...(await measure()));
console.log(formatFigures(figures));
if (figures.some(({ isMet }) => !isMet)) process.exitCode = 1;
