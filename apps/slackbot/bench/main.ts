import { printFigures } from '@registry-images/figures';

/** Measures the bot and prints the figures with their goals. Takes some minutes; the machine should be idle. */
import { acknowledgementFigures } from './acknowledgement-figures.ts';
import { listFigures } from './list-figures.ts';
import { memoryFigures } from './memory-figures.ts';

await printFigures([acknowledgementFigures, listFigures, memoryFigures], (text) =>
  process.stdout.write(text),
);
