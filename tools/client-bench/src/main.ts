/** Measures the client and prints the figures with their goals. Takes about seven minutes; the machine should be idle. */
import { printFigures } from '@registry-images/figures';

import { getFigures } from './get-figures.ts';
import { listFigures } from './list-figures.ts';
import { memoryFigures } from './memory-figures.ts';
import { sizeFigures } from './size-figures.ts';
import { tokenFigures } from './token-figures.ts';

// Those of one `get` come after those of lists, because the other clients in them leave a slower fetch behind.
await printFigures([listFigures, getFigures, memoryFigures, sizeFigures, tokenFigures], (text) =>
  process.stdout.write(text),
);
